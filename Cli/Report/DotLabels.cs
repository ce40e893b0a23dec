namespace Headroom.Cli.Report;

/// <summary>Finds each dot's name a place where it covers neither another dot nor another name.</summary>
internal static class DotLabels
{
    private const double LetterWidth = 7.3;
    private const double Height = 14;
    private const double Gap = 11;
    private const double DotRadius = 8;

    /// <param name="dots">Places and names.</param>
    /// <param name="right">No name goes beyond it.</param>
    /// <returns>Left edge and baseline of each name.</returns>
    public static IReadOnlyList<(double X, double Y)> Place(IReadOnlyList<(double X, double Y, string Name)> dots, double right)
    {
        var taken = dots.Select(static d => new Box(d.X - DotRadius, d.Y - DotRadius, 2 * DotRadius, 2 * DotRadius)).ToList();
        var labels = new List<(double X, double Y)>();
        foreach (var (x, y, name) in dots)
        {
            var width = LetterWidth * name.Length;
            var box = Candidates(x, y, width).FirstOrDefault(c => c.X + c.W <= right && !taken.Any(c.Meets), new Box(x + Gap, y - Height / 2, width, Height));
            taken.Add(box);
            labels.Add((box.X, box.Y + Height - 3));
        }

        return labels;
    }

    // Right, left, above, below, then further up and down.
    private static IEnumerable<Box> Candidates(double x, double y, double width)
    {
        yield return new Box(x + Gap, y - Height / 2, width, Height);
        yield return new Box(x - Gap - width, y - Height / 2, width, Height);
        foreach (var away in new[] { 0, Height, 2 * Height, 3 * Height })
        {
            yield return new Box(x - width / 2, y - Gap - Height - away, width, Height);
            yield return new Box(x - width / 2, y + Gap + away, width, Height);
        }
    }

    private readonly record struct Box(double X, double Y, double W, double H)
    {
        public bool Meets(Box other) => X < other.X + other.W && other.X < X + W && Y < other.Y + other.H && other.Y < Y + H;
    }
}
