namespace Headroom.Kubernetes.Watching;

public enum ChangeType
{
    Added,
    Updated,
    Deleted,
}
