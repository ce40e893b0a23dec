using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Headroom.NodeAgent.Nvml.Native;

namespace Headroom.NodeAgent.Nvml;

/// <summary>Loads the driver's library when it is there. It is one for the process, and stays loaded.</summary>
internal static class NvmlLibrary
{
    /// <summary>The name that every driver installs, found by the dynamic loader.</summary>
    public const string DefaultName = "libnvidia-ml.so.1";

    private static nint _handle;
    private static bool _isResolving;

    /// <returns>Whether it is loaded; tried anew by each call until then.</returns>
    public static bool TryLoad(string name)
    {
        if (_handle == 0 && !NativeLibrary.TryLoad(name, out _handle))
        {
            return false;
        }

        if (!_isResolving)
        {
            _isResolving = true;
            NativeLibrary.SetDllImportResolver(
                Assembly.GetExecutingAssembly(), static (library, _, _) => library == NvmlApi.Library ? _handle : 0);
        }

        return true;
    }

    /// <summary>The driver's own words for a code.</summary>
    public static string Explain(NvmlResult result) =>
        $"{Marshal.PtrToStringUTF8(NvmlApi.ErrorString(result)) ?? "unknown error"} ({(int)result})";

    /// <summary>Text that ends with a zero byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
