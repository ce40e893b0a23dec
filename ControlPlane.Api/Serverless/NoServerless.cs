using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Stands in while no controller runs in this process: there are no services.</summary>
internal sealed class NoServerless : IServerlessQueries
{
    public IReadOnlyList<ServerlessSummary> List() => [];

    public ServerlessSummary? Find(ObjectKey key) => null;
}
