using Microsoft.Playwright;

namespace Headroom.EndToEnd.Tests.Portal;

/// <summary>One page in a context of its own, and what went wrong in it.</summary>
internal sealed class PortalPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public PortalPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Add($"{message.Text} ({message.Location})");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings on the console, a breach of the content security policy included, and exceptions.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    public ILocator Row(string key) => Page.Locator($"[data-testid=autoscaler-row][data-key='{key}']");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Add(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }
}
