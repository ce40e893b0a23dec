namespace Headroom.Operators.Serverless.Records;

/// <summary>Where starts and decisions of ServerlessServices go to be stored. Nothing that scales depends on it; both return at once.</summary>
public interface IServerlessJournal
{
    void Append(ColdStart start);

    void Append(ServiceDecision decision);
}
