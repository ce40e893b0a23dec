using System.Security.Cryptography;
using System.Text;
using Headroom.ControlPlane.Api.Access;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>The sign-in link that <c>./run</c> prints: one code, one use.</summary>
internal sealed class OneTimeSignIn(IOptions<AccessOptions> options)
{
    private int _used;

    public bool IsConfigured => options.Value is { OneTimeCode: not null, OneTimeTokenFile: not null };

    public bool IsUsed => Volatile.Read(ref _used) != 0;

    public bool Matches(string code) =>
        options.Value.OneTimeCode is { } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(expected));

    public async Task<string> ReadTokenAsync(CancellationToken ct) =>
        options.Value.OneTimeTokenFile is { } file ? (await File.ReadAllTextAsync(file, ct)).Trim() : "";

    /// <returns>False when another request was first.</returns>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
