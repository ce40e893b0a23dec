/** One parameter that the server refused, taken apart so that the page can show value and rule separately. */
export interface FieldProblem {
  field: string;
  message: string;
  value: string | null;
  allowed: string | null;
}

/** An RFC 9457 answer, or a transport failure with status 0. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(detail ?? title);
    this.name = 'ApiError';
  }
}

/** The server writes "<value> is not allowed: <rule>"; any other wording is kept whole. */
export function parseField(field: string, message: string): FieldProblem {
  const parts = /^(.*?) is not allowed: (.*)$/s.exec(message);
  return { field, message, value: parts?.[1] ?? null, allowed: parts?.[2] ?? null };
}

/** @param body Parsed JSON, or anything else when the answer was not a problem document. */
export function toApiError(status: number, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const errors = (problem['errors'] ?? {}) as Record<string, string[]>;
  const fields = Object.entries(errors).flatMap(([field, messages]) => messages.map((m) => parseField(field, m)));
  const title = typeof problem['title'] === 'string' ? problem['title'] : `The server answered ${status}.`;
  return new ApiError(status, title, typeof problem['detail'] === 'string' ? problem['detail'] : null, fields);
}

export const unreachable = () =>
  new ApiError(0, 'The server cannot be reached.', 'The page keeps what it has and tries again.');
