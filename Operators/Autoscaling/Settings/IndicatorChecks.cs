using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.SpecReading;
using Headroom.Operators.Text;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>Rules of spec.indicators.</summary>
internal static class IndicatorChecks
{
    public static void Check(AutoscalerSpec spec, List<SpecError> errors)
    {
        if (spec.Indicators.Count is < 1 or > 16)
        {
            errors.Add(new SpecError("spec.indicators", $"{spec.Indicators.Count} entries", "1 to 16; the first is the demand"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Indicators.Count; i++)
        {
            var field = $"spec.indicators[{i}]";
            var indicator = spec.Indicators[i];
            if (!IsLabel(indicator.Name))
            {
                errors.Add(new SpecError($"{field}.name", $"'{indicator.Name}'", "1 to 63 lower-case letters, digits and -, a letter or digit at both ends"));
            }
            else if (!names.Add(indicator.Name))
            {
                errors.Add(new SpecError($"{field}.name", $"'{indicator.Name}'", "a name that no other indicator has"));
            }

            CheckSource(indicator, field, errors);
            CheckWord($"{field}.onEmpty", indicator.OnEmpty, "Missing", "Zero", errors);
            CheckWord($"{field}.valueType", indicator.ValueType, "Gauge", "Counter", errors);
        }
    }

    private static void CheckSource(IndicatorSpec indicator, string field, List<SpecError> errors)
    {
        object?[] sources = [indicator.Prometheus, indicator.Resource, indicator.Trace];
        var count = sources.Count(s => s is not null);
        if (count != 1)
        {
            errors.Add(new SpecError(field, $"{count} sources", "exactly one of prometheus, resource and trace"));
        }

        if (indicator.Prometheus is { } prometheus)
        {
            CheckPrometheus(prometheus, field + ".prometheus", errors);
        }

        if (indicator.Resource is { Name: not ("cpu" or "memory") } resource)
        {
            errors.Add(new SpecError($"{field}.resource.name", $"'{resource.Name}'", "cpu or memory"));
        }

        // The name is joined to the trace folder: nothing that could leave it.
        if (indicator.Trace is { } trace && (trace.File.Length == 0 || trace.File.StartsWith('.') || Path.GetFileName(trace.File) != trace.File))
        {
            errors.Add(new SpecError($"{field}.trace.file", $"'{trace.File}'", "a file name within the operator's trace folder"));
        }
    }

    private static void CheckPrometheus(PrometheusSpec prometheus, string field, List<SpecError> errors)
    {
        if (!Uri.TryCreate(prometheus.ServerAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            errors.Add(new SpecError($"{field}.serverAddress", $"'{prometheus.ServerAddress}'", "an http or https address, for example http://prometheus:9090"));
        }

        if (prometheus.Query.Length == 0)
        {
            errors.Add(new SpecError($"{field}.query", "''", "a PromQL query that returns one series"));
        }

        if (prometheus.Authorization is { } authorization)
        {
            CheckAuthorization(authorization, field + ".authorization", errors);
        }

        if (!DurationText.TryParse(prometheus.Timeout, out var timeout) || timeout > TimeSpan.FromMinutes(2))
        {
            errors.Add(new SpecError($"{field}.timeout", $"'{prometheus.Timeout}'", "1ms to 2m, for example 10s"));
        }
    }

    private static void CheckAuthorization(AuthorizationSpec authorization, string field, List<SpecError> errors)
    {
        if (authorization.Type.Length == 0 || !authorization.Type.All(char.IsAsciiLetter))
        {
            errors.Add(new SpecError($"{field}.type", $"'{authorization.Type}'", "one word of letters, for example Bearer"));
        }

        var (name, key) = (authorization.Credentials.Name, authorization.Credentials.Key);
        if (name.Length == 0 || key.Length == 0)
        {
            errors.Add(new SpecError($"{field}.credentials", $"'{name}/{key}'", "a name and a key of a Secret"));
        }
    }

    private static bool IsLabel(string name) =>
        name.Length is > 0 and <= 63 && name[0] != '-' && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static void CheckWord(string field, string word, string first, string second, List<SpecError> errors)
    {
        if (word != first && word != second)
        {
            errors.Add(new SpecError(field, $"'{word}'", $"{first} or {second}"));
        }
    }
}
