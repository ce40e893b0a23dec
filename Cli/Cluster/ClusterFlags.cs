using System.CommandLine;

namespace Headroom.Cli.Cluster;

/// <summary>The options of every command that talks to a cluster.</summary>
internal sealed class ClusterFlags
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "Kubeconfig file. [default: $KUBECONFIG, then ~/.kube/config]" };
    private readonly Option<string?> _context = new("--context") { Description = "Context within it. [default: the current one]" };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "Namespace. [default: the context's]" };

    public void AddTo(Command command)
    {
        command.Options.Add(_kubeconfig);
        command.Options.Add(_context);
        command.Options.Add(_namespace);
    }

    public ClusterOptions Read(ParseResult result) => new()
    {
        Kubeconfig = result.GetValue(_kubeconfig),
        Context = result.GetValue(_context),
        Namespace = result.GetValue(_namespace),
    };
}
