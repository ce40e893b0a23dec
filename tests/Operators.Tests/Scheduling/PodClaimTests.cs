using System.Text.Json;
using Headroom.Operators.Scheduling;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Tests.Scheduling;

public sealed class PodClaimTests
{
    [Theory]
    [InlineData("{}", """{"cpu":"500m","memory":"1Gi"}""", 500, 1024, 0, 0)]
    [InlineData("{}", """{"cpu":"2","memory":"1Mi","nvidia.com/gpu":"4"}""", 2000, 1, 4, 1000)]
    [InlineData("{}", """{"nvidia.com/gpu":1,"nvidia.com/gpucores":"30"}""", 0, 0, 1, 300)]
    [InlineData("{}", """{"nvidia.com/gpu":"1","nvidia.com/gpucores":"30","nvidia.com/gpumem-percentage":"50"}""", 0, 0, 1, 500)]
    [InlineData("""{"gpu-fraction":"0.25"}""", "{}", 0, 0, 1, 250)]
    [InlineData("""{"gpu-fraction":"0.5","gpu-fraction-num-devices":"2"}""", "{}", 0, 0, 2, 500)]
    public void Read_WhatUsersWrite_IsTheShape(string annotations, string requests, int cpu, int memory, int gpus, int milli)
    {
        var claim = Read(annotations, $$"""{"requests":{{requests}}}""");

        Assert.Null(claim.Error);
        Assert.Equal(new PodShape(cpu, memory, gpus, milli, ModelSet.Any), claim.Shape);
    }

    [Fact]
    public void Read_LimitsAlone_CountAsRequests() => Assert.Equal(2, Read("{}", """{"limits":{"nvidia.com/gpu":"2"}}""").Shape.GpuCount);

    [Theory]
    [InlineData("""{"gpu-fraction":"half"}""", "{}", "pod default/p: gpu-fraction: 'half' is not allowed: a share of one GPU from 0.001 to 1")]
    [InlineData("""{"gpu-fraction":"1.5"}""", "{}", "pod default/p: gpu-fraction: '1.5' is not allowed: a share of one GPU from 0.001 to 1")]
    [InlineData("{}", """{"nvidia.com/gpu":"500m"}""", "pod default/p: nvidia.com/gpu: '0.500' is not allowed: whole GPUs; for a share of one annotate gpu-fraction or ask for nvidia.com/gpucores")]
    [InlineData("{}", """{"nvidia.com/gpu":"1","nvidia.com/gpucores":"130"}""", "pod default/p: nvidia.com/gpucores, nvidia.com/gpumem-percentage: '130' is not allowed: a percentage above 0, at most 100")]
    [InlineData("{}", """{"nvidia.com/gpu":"many"}""", "pod default/p: nvidia.com/gpu: 'many' is no quantity of 0 or more")]
    public void Read_AShareThatIsNone_IsRefusedWithItsValue(string annotations, string requests, string said) =>
        Assert.Equal(said, Read(annotations, $$"""{"requests":{{requests}}}""").Error);

    [Fact]
    public void Read_AProductItInsistsOn_IsItsModel()
    {
        var models = new GpuModels();
        using var pod = JsonDocument.Parse("""{"metadata":{},"spec":{"nodeSelector":{"nvidia.com/gpu.product":"T4"},"containers":[{"resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}""");

        var claim = PodClaim.Read(pod.RootElement, models.Parse);

        Assert.True(claim.Shape.Models.Contains(models.IndexOf("T4")));
        Assert.False(claim.Shape.Models.Contains(models.IndexOf("A100")));
    }

    private static PodClaim Read(string annotations, string resources)
    {
        using var pod = JsonDocument.Parse($$"""{"metadata":{"uid":"u","namespace":"default","name":"p","annotations":{{annotations}} },"spec":{"containers":[{"resources":{{resources}} }]} }""");
        return PodClaim.Read(pod.RootElement, static _ => ModelSet.Any);
    }
}
