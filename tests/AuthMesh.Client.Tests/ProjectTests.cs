using System.Reflection;

namespace AuthMesh.Client.Tests;

// Stands in until the project has behaviour to test; delete it then.
public class ProjectTests
{
    [Fact]
    public void The_assembly_loads() => Assert.NotNull(Assembly.Load("AuthMesh.Client"));
}
