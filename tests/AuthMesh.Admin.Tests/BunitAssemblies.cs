using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace AuthMesh.Admin.Tests;

/// <summary>Lets bunit find AngleSharp.Diffing, which it asks for in a newer version than the one that restores.</summary>
internal static class BunitAssemblies
{
    [ModuleInitializer]
    internal static void Resolve() =>
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
