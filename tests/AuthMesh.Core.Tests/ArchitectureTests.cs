using System.Reflection;
using System.Xml.Linq;
using AuthMesh.Testing;

namespace AuthMesh.Core.Tests;

/// <summary>Holds the direction <c>Migrations → Storage → Core ← Transport, Admin; Node → all; nothing → Node</c>.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["AuthMesh.Core"] = [],
        ["AuthMesh.Storage"] = ["AuthMesh.Core"],
        ["AuthMesh.Transport"] = ["AuthMesh.Core"],
        ["AuthMesh.Admin"] = ["AuthMesh.Core"],
        ["AuthMesh.Client"] = [],
        ["AuthMesh.Migrations"] = ["AuthMesh.Storage"],
        ["AuthMesh.Node"] = ["AuthMesh.Core", "AuthMesh.Storage", "AuthMesh.Transport", "AuthMesh.Admin", "AuthMesh.Client", "AuthMesh.Migrations"],
    };

    public static TheoryData<string> Projects => new(ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file)));

    [Fact]
    public void Every_project_has_its_place_in_the_direction() =>
        Assert.Equal(AllowedReferences.Keys.Order(), Projects.Select(row => row.Data).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_lies_inward_of_it(string project)
    {
        var file = ProjectFiles().Single(path => Path.GetFileNameWithoutExtension(path) == project);

        Assert.Empty(ReferencesOf(file).Except(AllowedReferences[project]));
    }

    [Fact]
    public void Core_asks_for_no_framework()
    {
        var file = ProjectFiles().Single(path => path.EndsWith("AuthMesh.Core.csproj", StringComparison.Ordinal));

        Assert.Empty(XDocument.Load(file).Descendants("FrameworkReference"));
    }

    [Fact]
    public void Core_uses_no_assembly_beyond_the_base_library_and_Protobuf()
    {
        var used = Assembly.Load("AuthMesh.Core").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(used, name => Assert.Matches(@"^(System\..+|Google\.Protobuf)$", name));
    }

    private static IEnumerable<string> ProjectFiles() =>
        new[] { "src", "migrations" }.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> ReferencesOf(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
