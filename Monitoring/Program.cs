using Headroom.Monitoring.Writing;

// Writes what the chart ships: Monitoring FOLDER, which is charts/headroom/monitoring.
if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("usage: Monitoring FOLDER");
    return 2;
}

foreach (var (path, content) in MonitoringFiles.All())
{
    var file = Path.Combine(folder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!); // below the folder
    await File.WriteAllTextAsync(file, content);
}

return 0;
