using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Tests;

/// <summary>Finds things as people do: by what they are and what they are called.</summary>
internal static class Found
{
    public static IElement Button<T>(this IRenderedComponent<T> page, string name) where T : IComponent =>
        page.Buttons(name).FirstOrDefault() ?? throw new ElementNotFoundException($"button named '{name}'");

    public static IEnumerable<IElement> Buttons<T>(this IRenderedComponent<T> page, string name) where T : IComponent =>
        page.FindAll("button").Where(button => NameOf(button) == name);

    public static IElement Field<T>(this IRenderedComponent<T> page, string label) where T : IComponent =>
        page.Find("#" + page.FindAll("label").First(candidate => candidate.TextContent.Trim() == label).GetAttribute("for"));

    public static string ErrorOf<T>(this IRenderedComponent<T> page, string label) where T : IComponent
    {
        var field = page.Field(label);
        var error = page.FindAll($"#{field.Id}-error").SingleOrDefault();
        Assert.Equal(error is not null, field.GetAttribute("aria-invalid") == "true");
        return error is null ? "" : Text(error);
    }

    /// <summary>The text of the rows, cell by cell.</summary>
    public static IReadOnlyList<string> Rows<T>(this IRenderedComponent<T> page) where T : IComponent =>
        [.. page.FindAll("tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Select(Text)).Trim(' ', '|'))];

    public static IReadOnlyList<string> Statuses<T>(this IRenderedComponent<T> page) where T : IComponent =>
        [.. page.FindAll("[role=status]").Select(Text).Where(text => text.Length > 0)];

    public static string Alert<T>(this IRenderedComponent<T> page) where T : IComponent => Text(page.Find("[role=alert]"));

    public static bool HasDialog<T>(this IRenderedComponent<T> page, string title) where T : IComponent =>
        page.FindAll("dialog h2").Any(heading => heading.TextContent == title);

    /// <summary>What is heard: hidden symbols are not.</summary>
    public static string Text(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var hidden in copy.QuerySelectorAll("[aria-hidden=true]"))
        {
            hidden.Remove();
        }

        var pieces = copy.Descendants<IText>().Select(piece => piece.Data);
        return string.Join(' ', string.Join(' ', pieces).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string NameOf(IElement button) => button.GetAttribute("aria-label") ?? Text(button);
}
