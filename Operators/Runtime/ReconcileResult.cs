namespace Headroom.Operators.Runtime;

/// <summary>Values of the result label, as controller-runtime spells them.</summary>
internal static class ReconcileResult
{
    public const string Success = "success";
    public const string Error = "error";

    /// <summary>Another writer was faster; tried again without being an error.</summary>
    public const string Requeue = "requeue";

    public const string RequeueAfter = "requeue_after";
}
