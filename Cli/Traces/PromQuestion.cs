using Headroom.Cli.Terminal;

namespace Headroom.Cli.Traces;

/// <summary>Whom to ask what: --prometheus, --query and --token-file, checked.</summary>
internal sealed record PromQuestion(string Address, string Query, string? Token)
{
    /// <exception cref="OptionException">Neither a file nor a server is named, or both are.</exception>
    public static void RefuseNoneOrBoth(string? trace, string? prometheus)
    {
        if (trace is null == prometheus is null)
        {
            throw new OptionException("--trace FILE or --prometheus URL with --query Q: exactly one of the two is needed");
        }
    }

    /// <param name="wanted">What the query must return.</param>
    /// <exception cref="OptionException">An option or the file that it names cannot be used.</exception>
    public static async Task<PromQuestion> ReadAsync(string address, string? query, string? tokenFile, string wanted, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw OptionException.Of("--prometheus", address, "an http or https address, for example http://localhost:9090");
        }

        return string.IsNullOrWhiteSpace(query)
            ? throw OptionException.Of("--query", query ?? "", $"with --prometheus, {wanted}")
            : new PromQuestion(address, query, await TokenAsync(tokenFile, ct));
    }

    /// <exception cref="OptionException">Too little or too much for the step.</exception>
    public static TimeSpan Range(string range, string step, int mostSteps)
    {
        var length = OptionText.Duration("--range", range);
        return length / OptionText.Duration("--step", step) is var steps && steps >= 2 && steps <= mostSteps
            ? length
            : throw OptionException.Of("--range", range, $"2 to {mostSteps} steps of {step}");
    }

    private static async Task<string?> TokenAsync(string? file, CancellationToken ct)
    {
        try
        {
            return file is null ? null : (await File.ReadAllTextAsync(file, ct)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--token-file: {file} cannot be read: {error.Message}", error);
        }
    }
}
