using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AuthMesh.Admin.Controls;

/// <summary>The calls into <c>console.js</c>, in one place. A page that is gone is no error.</summary>
internal sealed class Browser(IJSRuntime script)
{
    public Task ShowDialogAsync(ElementReference dialog) => CallAsync("authmesh.showDialog", dialog);

    public Task CloseDialogAsync(ElementReference dialog) => CallAsync("authmesh.closeDialog", dialog);

    /// <summary>From then on <paramref name="page"/>'s <c>HoldAsync(bool)</c> is told when somebody is busy in the table, and when no longer.</summary>
    public Task WatchTableAsync<T>(ElementReference table, DotNetObjectReference<T> page) where T : class =>
        CallAsync("authmesh.watchTable", table, page);

    private async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await script.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // Nobody looks at the page any more.
        }
    }
}
