namespace Headroom.LocalCluster.Protobuf;

/// <param name="Type">A scalar, a map or the name of a message.</param>
/// <param name="IsPointer">A zero value was set on purpose and is kept.</param>
internal sealed record ProtobufField(string Name, string Type, bool IsList, bool IsPointer);
