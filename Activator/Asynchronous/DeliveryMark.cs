using System.Security.Cryptography;
using System.Text;

namespace Headroom.Activator.Asynchronous;

/// <summary>Tells this activator's own deliveries from clients' requests: a secret that is made anew with every start.</summary>
internal sealed class DeliveryMark
{
    private const string Header = "Headroom-Delivery";

    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private volatile bool _isUsed;

    public void PutOn(HttpRequestMessage request)
    {
        _isUsed = true;
        request.Headers.TryAddWithoutValidation(Header, _secret);
    }

    /// <summary>Takes the mark off, so that no service sees it.</summary>
    /// <returns>False where there is none, or another's.</returns>
    public bool TakeFrom(HttpRequest request)
    {
        // Most activators never deliver anything, and every request comes by here.
        var said = _isUsed ? request.Headers[Header] : default;
        if (said.Count == 0)
        {
            return false;
        }

        request.Headers.Remove(Header);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said.ToString()), Encoding.UTF8.GetBytes(_secret));
    }
}
