using Headroom.Kubernetes;
using Headroom.Operators.Power;
using Headroom.Operators.Power.Api;

namespace Headroom.Operators.Tests.Power;

public sealed class DomainOrderTests
{
    [Fact]
    public void Of_ATreeInAnyOrder_IsParentsFirstAndSiblingsByName()
    {
        var ordered = DomainOrder.Of([Domain("row-2", "hall"), Domain("rack", "row-1"), Domain("hall"), Domain("row-1", "hall"), Domain("annex")]);

        Assert.Equal(["annex 0", "hall 0", "row-1 1", "rack 2", "row-2 1"], ordered.Select(static d => $"{d.Item.Metadata.Name} {d.Depth}"));
    }

    [Fact]
    public void Of_FaultyParents_LeavesNobodyOut()
    {
        var ordered = DomainOrder.Of([Domain("b", "a"), Domain("a", "b"), Domain("self", "self"), Domain("lost", "nobody")]);

        Assert.Equal(["lost 0", "a 0", "b 1", "self 0"], ordered.Select(static d => $"{d.Item.Metadata.Name} {d.Depth}"));
    }

    [Fact]
    public void Below_ADomain_IsItAndAllThatItFeeds()
    {
        PowerDomain[] all = [Domain("hall"), Domain("row-1", "hall"), Domain("rack", "row-1"), Domain("annex")];

        Assert.Equal(["rack", "row-1"], DomainOrder.Below(all, "row-1").Order());
        Assert.Empty(DomainOrder.Below(all, "nobody"));
    }

    private static PowerDomain Domain(string name, string? parent = null) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new PowerDomainSpec { Budget = "1k", Parent = parent },
    };
}
