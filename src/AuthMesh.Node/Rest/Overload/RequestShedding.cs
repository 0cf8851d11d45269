namespace AuthMesh.Node.Rest.Overload;

/// <summary>Puts the gates in front of everything that costs something.</summary>
internal static class RequestShedding
{
    public static IApplicationBuilder UseRequestShedding(this IApplicationBuilder app)
    {
        // Found at the first request: settings are looked at before anything is made of them.
        var gates = new Lazy<RequestGates>(app.ApplicationServices.GetRequiredService<RequestGates>);
        return app.Use((context, next) => gates.Value.Find(context.Request.Path) is { } gate ? gate.PassAsync(context, next) : next(context));
    }
}
