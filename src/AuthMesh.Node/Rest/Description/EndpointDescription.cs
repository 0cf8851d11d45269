using AuthMesh.Client;

namespace AuthMesh.Node.Rest.Description;

/// <summary>What the OpenAPI document says about an endpoint, written beside the endpoint.</summary>
internal static class EndpointDescription
{
    /// <summary>The type of a request's body: endpoints read bodies themselves, to say everything that is wrong with one.</summary>
    public sealed record BodyShape(Type Type, bool IsRequired = true);

    /// <summary>The names of the query's parameters.</summary>
    public sealed record QueryShape(string[] Names);

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, string summary) => endpoint.WithName(id).WithSummary(summary);

    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new BodyShape(typeof(T)));

    public static RouteHandlerBuilder MayTakeBody<T>(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new BodyShape(typeof(T), IsRequired: false));

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] names) => endpoint.WithMetadata(new QueryShape(names));

    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces(status);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) => endpoint.Produces<T>(status);

    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<Problem>(status, Problems.ApiProblem.MediaType);
        }

        return endpoint;
    }
}
