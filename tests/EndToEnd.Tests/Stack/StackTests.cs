namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>Tests of the shared run, one after the other: they look at one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class StackTests : ICollectionFixture<RunningStack>
{
    public const string Name = "stack";
}
