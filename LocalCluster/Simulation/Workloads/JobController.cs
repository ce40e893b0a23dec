using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Runs pods until as many have succeeded as a Job asks for, or too many have failed.</summary>
internal sealed class JobController : Controller
{
    private const string Component = "job-controller";

    private readonly ResourceKind _jobs;
    private readonly ResourceKind _pods;
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;

    public JobController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events, SimulationClock clock,
        ILogger<JobController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter, _events, _clock) = (owners, writer, deleter, events, clock);
        _jobs = kinds.Get("batch", "v1", "jobs");
        _pods = kinds.Get("", "v1", "pods");
        _jobs.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "Job") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_jobs.Store.Get(key) is not { IsDeleting: false } job)
        {
            return;
        }

        if (JobStatus.IsFinished(job.Json))
        {
            DeleteWhenExpired(job);
            return;
        }

        var spec = job.Json.Obj("spec");
        var pods = _owners.Owned(_pods, job.Uid);
        var (active, succeeded, failed) = (pods.Count(p => p.IsActive()), Count(pods, "Succeeded"), Count(pods, "Failed"));
        var isFailed = failed > (spec.Int("backoffLimit") ?? 6);
        var wanted = isFailed || spec.Bool("suspend") is true
            ? 0
            : Math.Min(spec.Int("parallelism") ?? 1, (spec.Int("completions") ?? 1) - succeeded);
        for (; active < wanted; active++)
        {
            Create(job);
        }

        foreach (var extra in pods.Where(p => p.IsActive()).OrderBy(p => p.IsReady()).Take((int)Math.Max(0, active - wanted)))
        {
            _deleter.Delete(_pods, extra.Key, DeleteOptions.Default);
        }

        WriteStatus(job, isFailed);
    }

    private void DeleteWhenExpired(StoredObject job)
    {
        var status = job.Json.Obj("status");
        if (job.Json.Obj("spec").Int("ttlSecondsAfterFinished") is not { } seconds
            || KubeTime.Parse(status.Str("completionTime") ?? status.Arr("conditions").Objects().LastOrDefault().Str("lastTransitionTime")) is not { } end)
        {
            return;
        }

        var left = end + _clock.Shorten(TimeSpan.FromSeconds(seconds)) - _clock.Now;
        if (left <= TimeSpan.Zero)
        {
            _deleter.Delete(_jobs, job.Key, DeleteOptions.Default);
        }
        else
        {
            Queue.AddAfter(job.Key, TimeSpan.FromSeconds(seconds), Stopping);
        }
    }

    private void Create(StoredObject job)
    {
        var pod = PodTemplate.Instantiate(job, OwnerReference.To(_jobs, job));
        pod.Ensure("metadata")["generateName"] = job.Key.Name + "-";
        var created = _writer.Create(_pods, job.Key.Namespace, pod, WriteOptions.Controllers);
        _events.Normal(_jobs, job, Component, "SuccessfulCreate", $"Created pod: {created.Key.Name}");
    }

    private void WriteStatus(StoredObject job, bool isFailed)
    {
        var pods = _owners.Owned(_pods, job.Uid);
        var written = _writer.Update(_jobs, job.Key, "status", WriteOptions.Controllers, json =>
        {
            JobStatus.Compute(
                json, pods.Count(p => p.IsActive()), pods.Count(p => p.IsActive() && p.IsReady()), Count(pods, "Succeeded"),
                Count(pods, "Failed"), isFailed, KubeTime.Seconds(_clock.Now));
            return json;
        });
        if (JobStatus.IsFinished(written.Json))
        {
            _events.Normal(_jobs, job, Component, isFailed ? "BackoffLimitExceeded" : "Completed", isFailed ? JobStatus.TooManyFailures : "Job completed");
        }
    }

    private static long Count(IReadOnlyList<StoredObject> pods, string phase) => pods.Count(p => p.Json.Obj("status").Str("phase") == phase);
}
