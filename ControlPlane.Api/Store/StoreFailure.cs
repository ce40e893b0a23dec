using System.Net.Sockets;
using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Tells "the database is away" from "this statement is wrong".</summary>
internal static class StoreFailure
{
    // EF wraps transient failures in InvalidOperationException; the pool throws TimeoutException.
    public static bool IsAbsence(Exception e) => e switch
    {
        NpgsqlException or SocketException or TimeoutException or IOException or ObjectDisposedException => true,
        InvalidOperationException { InnerException: { } inner } => IsAbsence(inner),
        OperationCanceledException => false,
        _ => false,
    };

    /// <summary>Values the server cannot take (class 22) or that break a rule (class 23): the same rows fail again.</summary>
    public static bool IsBadRow(Exception e) =>
        e is PostgresException { SqlState: ['2', '2' or '3', ..] };

    /// <summary>One line, for the health page and the log.</summary>
    public static string Describe(Exception e)
    {
        var cause = e is InvalidOperationException { InnerException: { } inner } ? inner : e;
        string text = cause is PostgresException postgres ? postgres.MessageText : cause.Message;
        return text.ReplaceLineEndings(" ");
    }
}
