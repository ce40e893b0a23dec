using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.Records;

/// <summary>What the API asks of the ServerlessServices.</summary>
public interface IServerlessQueries
{
    IReadOnlyList<ServerlessSummary> List();

    ServerlessSummary? Find(ObjectKey key);
}
