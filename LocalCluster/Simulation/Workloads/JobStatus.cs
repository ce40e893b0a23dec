using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>A Job's status, worded so that wait and get understand it.</summary>
internal static class JobStatus
{
    public const string TooManyFailures = "Job has reached the specified backoff limit";

    public static bool IsFinished(JsonObject job) =>
        job.Condition("Complete").Str("status") == "True" || job.Condition("Failed").Str("status") == "True";

    public static void Compute(JsonObject job, long active, long ready, long succeeded, long failed, bool isFailed, string now)
    {
        var status = job.Ensure("status");
        status.Default("startTime", now);
        Show(status, "active", active);
        status["ready"] = ready;
        status["terminating"] = 0;
        Show(status, "succeeded", succeeded);
        Show(status, "failed", failed);
        if (isFailed)
        {
            Conditions.Set(status, "FailureTarget", "True", "BackoffLimitExceeded", TooManyFailures, now);
            Conditions.Set(status, "Failed", "True", "BackoffLimitExceeded", TooManyFailures, now);
        }
        else if (succeeded >= (job.Obj("spec").Int("completions") ?? 1))
        {
            Conditions.Set(status, "SuccessCriteriaMet", "True", "CompletionsReached", "Reached expected number of succeeded pods", now);
            Conditions.Set(status, "Complete", "True", "CompletionsReached", "Reached expected number of succeeded pods", now);
            status.Default("completionTime", now);
        }
    }

    private static void Show(JsonObject status, string name, long count)
    {
        if (count > 0)
        {
            status[name] = count;
        }
        else
        {
            status.Remove(name);
        }
    }
}
