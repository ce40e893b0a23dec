using System.Globalization;
using System.Text;

namespace Headroom.Kubernetes.Transport;

/// <summary>A path with escaped query parameters; null ones are left out.</summary>
internal sealed class QueryBuilder(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = path.Contains('?') ? '&' : '?';

    public QueryBuilder Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _separator = '&';
        }

        return this;
    }

    public QueryBuilder Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
