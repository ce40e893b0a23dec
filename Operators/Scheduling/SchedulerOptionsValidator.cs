using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Scheduling;

/// <summary>Whoever reaches the extender can bind pods: it is open to this machine alone, or to clients with a certificate.</summary>
internal sealed class SchedulerOptionsValidator : IValidateOptions<SchedulerOptions>
{
    public ValidateOptionsResult Validate(string? name, SchedulerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsServed && Wrong(options, options.Url!) is { } wrong // served: there is one
            ? ValidateOptionsResult.Fail(wrong)
            : ValidateOptionsResult.Success;
    }

    private static string? Wrong(SchedulerOptions options, string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"Scheduler:Url: {url} is not an address such as https://*:8444";
        }

        if (!string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase))
        {
            return IsLoopback(address.Host) ? null
                : $"Scheduler:Url: {url} would let everybody who reaches it bind pods: https with Scheduler:ClientCaFile, or http on 127.0.0.1";
        }

        return string.IsNullOrEmpty(options.ClientCaFile) ? "Scheduler:ClientCaFile is required with https: the authority of the schedulers' certificates"
            : !File.Exists(options.ClientCaFile) ? $"Scheduler:ClientCaFile: {options.ClientCaFile} does not exist"
            : null;
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
