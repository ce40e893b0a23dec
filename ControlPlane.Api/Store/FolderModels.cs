using Headroom.Operators.Decisions;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Fitted forecasts in a folder, one file each: for a control plane whose database is far away, or none.</summary>
/// <remarks>
/// A file is written beside its place and moved there, so that a crash leaves the old one or the new one. What cannot be
/// read is as good as not there: the forecast is fitted anew. Replicas may share the folder: only the leader writes.
/// </remarks>
internal sealed partial class FolderModels(IOptions<StoreOptions> options, ILogger<FolderModels> logger) : IForecastModels
{
    private const string Extension = ".model";

    private string Folder => options.Value.ModelFolder ?? throw new InvalidOperationException("No folder is configured.");

    public async Task<StoredModel?> ReadAsync(string uid, CancellationToken ct)
    {
        var path = PathOf(uid);
        try
        {
            var model = File.Exists(path) ? ModelFile.TryRead(await File.ReadAllBytesAsync(path, ct)) : null;
            if (model is null && File.Exists(path))
            {
                LogDamaged(logger, path);
            }

            // Two uids may share a name; one does not take the other's.
            return model?.Uid == uid ? model : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(logger, path, error.Message);
            return null;
        }
    }

    public async Task<bool> WriteAsync(IReadOnlyList<StoredModel> models, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        foreach (var model in models)
        {
            var (path, draft) = (PathOf(model.Uid), Path.Combine(Folder, Path.GetRandomFileName()));
            try
            {
                await File.WriteAllBytesAsync(draft, ModelFile.Write(model), ct);
                File.Move(draft, path, overwrite: true);
            }
            finally
            {
                File.Delete(draft);
            }
        }

        return true;
    }

    /// <summary>Deletes what belongs to autoscalers that were last fitted before this, wall clock.</summary>
    public int Expire(DateTimeOffset before)
    {
        var old = Directory.Exists(Folder)
            ? Directory.GetFiles(Folder, "*" + Extension).Where(f => File.GetLastWriteTimeUtc(f) < before.UtcDateTime).ToList()
            : [];
        old.ForEach(File.Delete);
        return old.Count;
    }

    // A uid names a file only by its letters, digits and dashes: nothing in it may lead elsewhere.
    private string PathOf(string uid) =>
        Path.Combine(Folder, string.Concat(uid.Select(static c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_')) + Extension);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is damaged or of another version: that forecast is fitted anew")]
    private static partial void LogDamaged(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be read ({Reason}): that forecast is fitted anew")]
    private static partial void LogUnreadable(ILogger logger, string path, string reason);
}
