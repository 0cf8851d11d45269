using System.Reflection;
using AuthMesh.Admin.SignIn;
using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Tests;

/// <summary>Lines that hold the console together.</summary>
public class ConventionTests
{
    private static readonly Type[] ForServicesOnly =
        [typeof(IListQueries), typeof(IReplicaStore), typeof(IListWriter), typeof(IMeshAdministration)];

    private static IEnumerable<Type> Components => typeof(AdminConsole).Assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract);

    [Fact]
    public void Components_are_given_no_store_and_nothing_that_changes_anything()
    {
        var injected = Components.SelectMany(component => component
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.IsDefined(typeof(InjectAttribute)))
            .Select(property => (component.Name, property.PropertyType)));

        Assert.DoesNotContain(injected, pair => ForServicesOnly.Contains(pair.PropertyType));
    }

    [Fact]
    public void Every_page_is_for_administrators_but_the_two_doors()
    {
        var pages = Components.Where(component => component.IsDefined(typeof(RouteAttribute))).ToList();
        var open = pages.Where(page => page.IsDefined(typeof(AllowAnonymousAttribute))).Select(page => page.Name).Order();

        Assert.Equal(["SetupPage", "SignInPage"], open);
        Assert.All(
            pages.Where(page => !page.IsDefined(typeof(AllowAnonymousAttribute))),
            page => Assert.Equal(ConsoleSession.AdministratorPolicy, page.GetCustomAttribute<AuthorizeAttribute>()?.Policy));
    }

    [Fact]
    public void The_component_library_is_named_in_the_controls_only()
    {
        var folder = Path.Combine(AuthMesh.Testing.Repository.Root, "src", "AuthMesh.Admin");
        var users = Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("<Radzen", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(folder, file));

        Assert.All(users, file => Assert.StartsWith("Controls", file, StringComparison.Ordinal));
    }

    [Fact]
    public void No_script_is_inline_and_nothing_is_loaded_from_elsewhere()
    {
        var folder = Path.Combine(AuthMesh.Testing.Repository.Root, "src", "AuthMesh.Admin");
        var files = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".razor" or ".css" or ".js");

        Assert.All(files, file =>
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|(?:src|href)=""(?:https?:)?//|url\(\s*[""']?(?:https?:)?//|\son[a-z]+=""(?!@)", text);
        });
    }
}
