using System.ComponentModel;
using System.Globalization;
using Headroom.ControlPlane.Api.Problems;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>The query string of the audit.</summary>
internal readonly record struct AuditFilter(
    string? Limit,
    string? Cursor,
    [property: Description("Who: a user of the cluster, or headroom.")] string? Actor,
    [property: Description("What: ScaleWritten, ServiceWoken, ServiceStopped, ServiceScaled, CapsChanged, BrakeOn, BrakeOff, SafeStateKept, SafeStateLost, NodeSilent, NodeBack, ObjectEdited, SignedIn or SignedOut.")] string? Action,
    [property: Description("PredictiveAutoscaler, ServerlessService, PowerDomain or Session.")] string? Kind,
    string? Namespace,
    string? Name,
    [property: Description("Not before this time.")] string? From,
    [property: Description("Before this time.")] string? Until)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const int LongestWord = 253;

    public AuditQuery Read(Parameters parameters) =>
        new(parameters.Id("cursor", Cursor, "the nextCursor of an earlier page") ?? long.MaxValue, parameters.Limit(Limit, DefaultLimit, MaxLimit))
        {
            From = Time(parameters, "from", From),
            Until = Time(parameters, "until", Until),
            Actor = Word(parameters, "actor", Actor),
            Action = Word(parameters, "action", Action),
            Kind = Word(parameters, "kind", Kind),
            Namespace = parameters.Name("namespace", string.IsNullOrEmpty(Namespace) ? null : Namespace),
            Name = Word(parameters, "name", Name),
        };

    private static string? Word(Parameters parameters, string field, string? text)
    {
        if (text?.Length > LongestWord)
        {
            parameters.Refuse(field, text, $"at most {LongestWord} characters");
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static DateTimeOffset? Time(Parameters parameters, string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        parameters.Refuse(field, text, "a time such as 2026-03-01T12:00:00Z");
        return null;
    }
}
