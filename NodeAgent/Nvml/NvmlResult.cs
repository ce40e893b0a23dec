namespace Headroom.NodeAgent.Nvml;

/// <summary>NVML's return codes, those that are told apart here.</summary>
internal enum NvmlResult
{
    Success = 0,
    Uninitialized = 1,
    InvalidArgument = 2,
    NotSupported = 3,
    NoPermission = 4,
    NotFound = 6,
    DriverNotLoaded = 9,
    FunctionNotFound = 13,
    GpuIsLost = 15,

    /// <summary>The library of one driver over the kernel module of another: only a new process helps.</summary>
    VersionMismatch = 18,
}
