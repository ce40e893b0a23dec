namespace Headroom.ControlPlane.Api.Access;

/// <summary>
/// Where an endpoint takes its object from. A parameter that the endpoint ignores must not narrow the question: a right to
/// one name would otherwise open the whole list.
/// </summary>
internal enum AccessTarget
{
    /// <summary>One object, by {ns} and {name}.</summary>
    Route,

    /// <summary>Every object of ?namespace=, or of all.</summary>
    QueryNamespace,

    /// <summary>The objects that ?namespace= and ?name= select.</summary>
    QueryNamespaceAndName,
}
