namespace Headroom.Scaling.ColdStart;

/// <summary>A client that is here, and the exposure that runs: its features do not change until the next one begins.</summary>
internal sealed class ClientWatch(Client client)
{
    public Client Client => client;

    public double[] Features { get; } = new double[ClientHazards.Features];

    /// <summary>How eager it is to ask again for the same, and for another.</summary>
    public Frailty Repeats { get; } = new();

    public Frailty Switches { get; } = new();

    public double Start { get; set; }

    public double RepeatOffset { get; set; }

    public double SwitchOffset { get; set; }

    /// <summary>Requests per second for the service it used last.</summary>
    public double RepeatRate { get; set; }

    /// <summary>Requests per second for any other.</summary>
    public double SwitchRate { get; set; }

    /// <summary>Place among those that are here; −1 once it has gone.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Raised whenever the next exposure is planned anew.</summary>
    public int Plan { get; set; }
}
