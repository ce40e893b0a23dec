using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Audit;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Manifests;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>
/// Reads and changes objects with the caller's own token: the cluster's roles, admission and audit log apply to the person,
/// and the control plane needs no right to write specs.
/// </summary>
internal sealed class ManifestEdits(IServiceProvider services, AuditTrail trail, TimeProvider time, ILoggerFactory loggers)
{
    private const string FieldManager = "headroom-portal";
    private const int LongestAudit = 500;
    private const int MostAttempts = 5;

    public Task<ManifestOutcome> ShowAsync(EditableKind kind, ObjectKey key, Caller caller, CancellationToken ct) =>
        AsAsync(caller, async editor => Found(await editor.GetAsync(kind.Resource, key, ct)), ct);

    /// <summary>Puts an edited document in the place of what has this version.</summary>
    public Task<ManifestOutcome> ReplaceAsync(
        EditableKind kind, ObjectKey key, string yaml, string version, bool isDryRun, Caller caller, CancellationToken ct) =>
        ChangeAsync(
            kind, key, version, isDryRun, caller,
            (editor, live, options) =>
            {
                var document = EditedDocument.Read(yaml, kind, key, live);
                return editor.ReplaceAsync(kind.Resource, key, document, options, ct);
            },
            ct);

    /// <summary>Changes some fields of what has this version.</summary>
    /// <param name="patch">A merge patch without metadata.</param>
    public Task<ManifestOutcome> PatchAsync(
        EditableKind kind, ObjectKey key, JsonObject patch, string version, bool isDryRun, Caller caller, CancellationToken ct) =>
        ChangeAsync(
            kind, key, version, isDryRun, caller,
            (editor, live, options) =>
            {
                patch["metadata"] = new JsonObject { ["resourceVersion"] = live["metadata"]?["resourceVersion"]?.DeepClone() };
                return editor.PatchAsync(kind.Resource, key, patch, options, ct);
            },
            ct);

    private Task<ManifestOutcome> ChangeAsync(
        EditableKind kind, ObjectKey key, string version, bool isDryRun, Caller caller,
        Func<ManifestEditor, JsonObject, EditOptions, Task<JsonObject>> write, CancellationToken ct) =>
        AsAsync(
            caller,
            async editor =>
            {
                var (live, written) = await WriteAsync(editor, kind, key, version, write, new EditOptions(FieldManager, isDryRun), ct);
                if (written is null)
                {
                    return new ManifestOutcome.Moved(EditedDocument.VersionOf(live));
                }

                var change = Difference(live, written, isDryRun);
                if (change is { IsDryRun: false, IsChanged: true })
                {
                    trail.Record(caller.Identity.User, "ObjectEdited", kind.Resource.Kind, key.Namespace, key.Name, Sentence(change));
                }

                return new ManifestOutcome.Changed(change);
            },
            ct);

    // The controller writes the status every few seconds, between the reading and the write as well: that moves nothing people edit.
    private static async Task<(JsonObject Live, JsonObject? Written)> WriteAsync(
        ManifestEditor editor, EditableKind kind, ObjectKey key, string version,
        Func<ManifestEditor, JsonObject, EditOptions, Task<JsonObject>> write, EditOptions options, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var live = await editor.GetAsync(kind.Resource, key, ct);
            if (EditedDocument.VersionOf(live) != version)
            {
                return (live, null);
            }

            try
            {
                return (live, await write(editor, live, options));
            }
            catch (KubernetesApiException e) when (e.IsConflict && attempt < MostAttempts)
            {
                // Read again: only another's edit ends this.
            }
        }
    }

    private async Task<ManifestOutcome> AsAsync(Caller caller, Func<ManifestEditor, Task<ManifestOutcome>> work, CancellationToken ct)
    {
        if (services.GetService<KubernetesClient>() is not { } own)
        {
            throw new AccessUnavailableException("No Kubernetes API server is configured.");
        }

        using var client = new KubernetesClient(own.Connection.As(caller.Token), time, loggers);
        try
        {
            return await work(new ManifestEditor(client));
        }
        catch (FormatException e)
        {
            return new ManifestOutcome.Refused([("yaml", e.Message)]);
        }
        catch (KubernetesApiException e)
        {
            return Explain(e);
        }
        catch (Exception e) when ((e is HttpRequestException or TimeoutException or IOException or OperationCanceledException) && !ct.IsCancellationRequested)
        {
            throw new AccessUnavailableException($"The API server cannot be reached: {e.Message}", e);
        }
    }

    private static ManifestOutcome Explain(KubernetesApiException e) => e switch
    {
        { IsNotFound: true } => new ManifestOutcome.Missing(),
        { IsConflict: true } => new ManifestOutcome.Moved(""),
        { IsForbidden: true } or { IsUnauthorized: true } => new ManifestOutcome.Forbidden(e.Message),
        { Status.Details.Causes: { Count: > 0 } causes } =>
            new ManifestOutcome.Refused([.. causes.Select(c => (c.Field is { Length: > 0 } field ? field : "yaml", c.Message ?? e.Message)).Distinct()]),
        { Status.Code: 400 or 422 } => new ManifestOutcome.Refused([("yaml", e.Message)]),
        _ => throw new AccessUnavailableException($"The API server could not do it: {e.Message}", e),
    };

    private static ManifestOutcome.Found Found(JsonObject live) => new(JsonToYaml.Write(EditedDocument.Of(live)), EditedDocument.VersionOf(live));

    private static ManifestChange Difference(JsonObject live, JsonObject written, bool isDryRun)
    {
        var (before, after) = (EditedDocument.Of(live), EditedDocument.Of(written));
        var yaml = JsonToYaml.Write(after);
        var fields = FieldChange.Between(before, after);
        return new ManifestChange(
            yaml, EditedDocument.VersionOf(isDryRun ? live : written), isDryRun, fields.Count > 0, fields, LineDiff.Between(JsonToYaml.Write(before), yaml));
    }

    private static string Sentence(ManifestChange change)
    {
        var text = string.Join(", ", change.Fields);
        return text.Length <= LongestAudit ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..LongestAudit]}… ({change.Fields.Count} fields)");
    }
}
