using System.Globalization;

namespace Headroom.Kubernetes.Selectors;

/// <summary>Reads the selector grammar of k8s.io/apimachinery/pkg/labels.</summary>
internal sealed class SelectorParser(string text)
{
    private int _at;

    public List<LabelRequirement> ParseAll()
    {
        var all = new List<LabelRequirement>();
        SkipSpace();
        while (_at < text.Length)
        {
            all.Add(ParseOne());
            if (_at < text.Length)
            {
                Expect(',');
                if (_at == text.Length)
                {
                    throw Fault("a requirement");
                }
            }
        }

        return all;
    }

    private LabelRequirement ParseOne()
    {
        if (TryTake("!"))
        {
            return new LabelRequirement(Word(), LabelOperator.DoesNotExist, []);
        }

        var key = Word();
        if (_at == text.Length || text[_at] is ',')
        {
            return new LabelRequirement(key, LabelOperator.Exists, []);
        }

        if (TryTake("!="))
        {
            return new LabelRequirement(key, LabelOperator.NotIn, [Value()]);
        }

        if (TryTake("==") || TryTake("="))
        {
            return new LabelRequirement(key, LabelOperator.In, [Value()]);
        }

        if (TryTake(">"))
        {
            return new LabelRequirement(key, LabelOperator.GreaterThan, [Integer()]);
        }

        if (TryTake("<"))
        {
            return new LabelRequirement(key, LabelOperator.LessThan, [Integer()]);
        }

        return Word() switch
        {
            "in" => new LabelRequirement(key, LabelOperator.In, Set()),
            "notin" => new LabelRequirement(key, LabelOperator.NotIn, Set()),
            _ => throw Fault("an operator"),
        };
    }

    private List<string> Set()
    {
        Expect('(');
        var values = new List<string> { Value() };
        while (TryTake(","))
        {
            values.Add(Value());
        }

        Expect(')');
        return values;
    }

    private string Word() => Value() is { Length: > 0 } word ? word : throw Fault("a name");

    private string Integer()
    {
        var value = Value();
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? value
            : throw Fault("an integer");
    }

    // Values may be empty ("app="), so this takes what is there, up to the next character of the grammar.
    private string Value()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (',' or '(' or ')' or '=' or '!' or '<' or '>'))
        {
            _at++;
        }

        var value = text[start.._at];
        SkipSpace();
        return value;
    }

    private bool TryTake(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        SkipSpace();
        return true;
    }

    private void Expect(char token)
    {
        if (_at == text.Length || text[_at] != token)
        {
            throw Fault($"'{token}'");
        }

        _at++;
        SkipSpace();
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private FormatException Fault(string expected) =>
        new($"'{text}' is not a label selector: expected {expected} at position {_at}");
}
