using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Live;

/// <summary>A component that follows a monitor: it reacts to any number of changes a few times a second, on its circuit's own thread.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private Coalescer? coalescer;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>Begins to follow; <see cref="LiveComponent"/> stops when it is disposed.</summary>
    protected override void OnInitialized()
    {
        coalescer = new Coalescer(Time, () => InvokeAsync(TakeNewsAsync));
        Follow();
    }

    public void Dispose()
    {
        Unfollow();
        coalescer?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>To be called by the monitors' events, on whatever thread: returns at once.</summary>
    protected void News() => coalescer?.Signal();

    /// <summary>Subscribes to the monitors.</summary>
    protected abstract void Follow();

    /// <summary>Undoes <see cref="Follow"/>.</summary>
    protected abstract void Unfollow();

    /// <summary>A failure goes to the page's error boundary, as that of an event handler would.</summary>
    private async Task TakeNewsAsync()
    {
        try
        {
            await OnNewsAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    /// <summary>Takes the news; renders by default.</summary>
    protected virtual Task OnNewsAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }
}
