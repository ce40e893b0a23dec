namespace Headroom.Forecasting.Networks;

/// <summary>A matrix with room for its gradient.</summary>
internal sealed class Tensor(int rows, int columns)
{
    public int Rows => rows;

    /// <summary>True where nobody asks for the gradient: what was observed is not learned.</summary>
    public bool IsInput { get; set; }

    public int Columns => columns;

    /// <summary>Row-major.</summary>
    public float[] Value { get; } = new float[rows * columns];

    /// <summary>Derivative of the loss by each entry of <see cref="Value"/>.</summary>
    public float[] Gradient { get; } = new float[rows * columns];

    public Span<float> Row(int row) => Value.AsSpan(row * columns, columns);

    public Span<float> GradientRow(int row) => Gradient.AsSpan(row * columns, columns);
}
