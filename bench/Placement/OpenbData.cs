using System.Globalization;
using Headroom.Bench.Forecasts;
using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Events;

namespace Headroom.Bench.Placement;

/// <summary>The nodes with GPUs and the pod lists of the openb trace, pods in the order of their names.</summary>
internal sealed record OpenbData(IReadOnlyList<NodeState> Nodes, IReadOnlyList<(string Name, IReadOnlyList<PodShape> Pods)> Workloads)
{
    private const string PodFiles = "openb_pod_list_*.csv";

    /// <exception cref="BenchException">A file misses a column or holds a number that is none; the message names file and line.</exception>
    public static OpenbData Read(BenchOptions options)
    {
        if (options.IsQuick)
        {
            return Generated(options.Seed);
        }

        var models = new GpuModels();
        var nodes = Rows(DataFolder.Files(options, "openb", "openb_node_list_all_node.csv")[0], "gpu", "model", "cpu_milli", "memory_mib")
            .Where(r => r.Number(0) > 0)
            .Select(r => new NodeState(models.IndexOf(r.Cells[1]), r.Number(0), r.Number(2), r.Number(3), GpuLevels.Idle(r.Number(0))));
        var workloads = DataFolder.Files(options, "openb", PodFiles)
            .Select(file => (Path.GetFileNameWithoutExtension(file), (IReadOnlyList<PodShape>)[.. Pods(file, models)]));
        return new OpenbData([.. nodes], [.. workloads]);
    }

    /// <summary>GPU allocation as published, by workload, policy and percent arrived; empty where the file is not there.</summary>
    public static IReadOnlyDictionary<(string Workload, string Policy, int Arrived), double> Published(BenchOptions options)
    {
        var file = Path.Combine(DataFolder.Root(options), "openb", "published_gpu_allocation.csv");
        if (options.IsQuick || !File.Exists(file))
        {
            return new Dictionary<(string, string, int), double>();
        }

        // Policies are numbered there: 06-FGD.
        return Rows(file, "workload", "policy", "arrived_pct", "mean_pct").ToDictionary(
            r => (r.Cells[0], r.Cells[1][(r.Cells[1].IndexOf('-', StringComparison.Ordinal) + 1)..], r.Number(2)),
            r => double.Parse(r.Cells[3], CultureInfo.InvariantCulture));
    }

    private static IEnumerable<PodShape> Pods(string file, GpuModels models) =>
        Rows(file, "name", "num_gpu", "gpu_milli", "cpu_milli", "memory_mib", "gpu_spec?").OrderBy(r => r.Cells[0], StringComparer.Ordinal)
            .Select(r =>
            {
                var gpus = r.Number(1);
                var pod = new PodShape(r.Number(3), r.Number(4), gpus, gpus == 0 ? 0 : r.Number(2), models.Parse(r.Cells[5]));
                try
                {
                    pod.Validate();
                }
                catch (ArgumentException error)
                {
                    throw new BenchException($"{r.Where}: {error.Message}");
                }

                return pod;
            });

    // A column that ends in a question mark may be missing: it reads as empty.
    private static IEnumerable<OpenbRow> Rows(string file, params string[] columns)
    {
        var lines = File.ReadLines(file);
        var header = lines.First().Split(',').ToList();
        int[] at = [.. columns.Select(c => header.IndexOf(c.TrimEnd('?')) is var i && (i >= 0 || c.EndsWith('?')) ? i : throw new BenchException($"{file}: no column {c}"))];
        return lines.Select((line, index) => (line, index)).Skip(1).Where(l => l.line.Length > 0).Select(l =>
        {
            var cells = l.line.Split(',');
            return new OpenbRow([.. at.Select(i => i >= 0 && i < cells.Length ? cells[i] : "")], $"{file}:{l.index + 1}");
        });
    }

    // An eighth of a cluster and pods of a few kinds: shows that everything works.
    private static OpenbData Generated(int seed)
    {
        var random = Seeds.For(seed, "pods");
        NodeState[] nodes = [.. Enumerable.Range(0, 160).Select(i => i % 2 == 0
            ? new NodeState(0, 8, 96_000, 393_216, GpuLevels.Idle(8)) : new NodeState(1, 2, 104_000, 524_288, GpuLevels.Idle(2)))];
        PodShape[] kinds =
        [
            new(3_152, 5_600, 1, 810, ModelSet.Any), new(11_300, 49_152, 1, 1_000, ModelSet.Any), new(8_000, 30_517, 1, 470, ModelSet.Any),
            new(64_200, 263_168, 8, 1_000, ModelSet.Any), new(12_500, 16_384, 0, 0, ModelSet.Any), new(3_152, 5_600, 1, 1_000, new ModelSet(0b10)),
        ];
        return new OpenbData(nodes, [("generated", [.. Enumerable.Range(0, 1_000).Select(_ => kinds[random.Next(kinds.Length)])])]);
    }
}
