using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Headroom.Forecasting.Networks;

/// <summary>C += A·B for row-major matrices, four rows at a time over whole vectors.</summary>
internal static class MatrixProduct
{
    private const int RowBlock = 4;

    /// <param name="a">n × k.</param>
    /// <param name="b">k × m.</param>
    /// <param name="c">n × m, added to.</param>
    public static void AddTo(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int n, int k, int m)
    {
        if (a.Length < n * k || b.Length < k * m || c.Length < n * m)
        {
            throw new ArgumentException($"{n}×{k} times {k}×{m} does not fit the given spans.");
        }

        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var c0 = ref MemoryMarshal.GetReference(c);
        var whole = m - m % Vector<float>.Count;
        var row = 0;
        for (; row + RowBlock <= n; row += RowBlock)
        {
            for (var j = 0; j < whole; j += Vector<float>.Count)
            {
                FourRows(ref Unsafe.Add(ref a0, row * k), ref Unsafe.Add(ref b0, j), ref Unsafe.Add(ref c0, row * m + j), k, m);
            }
        }

        for (; row < n; row++)
        {
            for (var j = 0; j < whole; j += Vector<float>.Count)
            {
                OneRow(ref Unsafe.Add(ref a0, row * k), ref Unsafe.Add(ref b0, j), ref Unsafe.Add(ref c0, row * m + j), k, m);
            }
        }

        Remainder(a, b, c, n, k, m, whole);
    }

    /// <summary>C += Aᵀ·B: the gradient of weights from inputs and the gradient of outputs.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="b">n × m.</param>
    /// <param name="c">k × m, added to.</param>
    public static void AddTransposedTo(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int n, int k, int m)
    {
        if (a.Length < n * k || b.Length < n * m || c.Length < k * m)
        {
            throw new ArgumentException($"{n}×{k} transposed times {n}×{m} does not fit the given spans.");
        }

        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var c0 = ref MemoryMarshal.GetReference(c);
        var row = 0;
        for (; row + RowBlock <= n; row += RowBlock)
        {
            for (var i = 0; i < k; i++)
            {
                AddFourOuter(ref Unsafe.Add(ref a0, row * k + i), ref Unsafe.Add(ref b0, row * m), ref Unsafe.Add(ref c0, i * m), k, m);
            }
        }

        for (; row < n; row++)
        {
            for (var i = 0; i < k; i++)
            {
                var target = c.Slice(i * m, m);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(b.Slice(row * m, m), a[row * k + i], target, target);
            }
        }
    }

    /// <summary>The transpose of an n × m matrix.</summary>
    public static void Transpose(ReadOnlySpan<float> from, Span<float> to, int n, int m)
    {
        for (var i = 0; i < n; i++)
        {
            var row = from.Slice(i * m, m);
            for (var j = 0; j < m; j++)
            {
                to[j * n + i] = row[j];
            }
        }
    }

    private static void FourRows(ref float a, ref float b, ref float c, int k, int m)
    {
        var s0 = Vector.LoadUnsafe(ref c);
        var s1 = Vector.LoadUnsafe(ref c, (nuint)m);
        var s2 = Vector.LoadUnsafe(ref c, (nuint)(2 * m));
        var s3 = Vector.LoadUnsafe(ref c, (nuint)(3 * m));
        for (var i = 0; i < k; i++)
        {
            var right = Vector.LoadUnsafe(ref b, (nuint)(i * m));
            s0 = Vector.FusedMultiplyAdd(new Vector<float>(Unsafe.Add(ref a, i)), right, s0);
            s1 = Vector.FusedMultiplyAdd(new Vector<float>(Unsafe.Add(ref a, k + i)), right, s1);
            s2 = Vector.FusedMultiplyAdd(new Vector<float>(Unsafe.Add(ref a, 2 * k + i)), right, s2);
            s3 = Vector.FusedMultiplyAdd(new Vector<float>(Unsafe.Add(ref a, 3 * k + i)), right, s3);
        }

        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c, (nuint)m);
        s2.StoreUnsafe(ref c, (nuint)(2 * m));
        s3.StoreUnsafe(ref c, (nuint)(3 * m));
    }

    private static void AddFourOuter(ref float a, ref float b, ref float c, int k, int m)
    {
        float x0 = a, x1 = Unsafe.Add(ref a, k), x2 = Unsafe.Add(ref a, 2 * k), x3 = Unsafe.Add(ref a, 3 * k);
        Vector<float> v0 = new(x0), v1 = new(x1), v2 = new(x2), v3 = new(x3);
        var j = 0;
        for (; j + Vector<float>.Count <= m; j += Vector<float>.Count)
        {
            var sum = Vector.LoadUnsafe(ref c, (nuint)j);
            sum = Vector.FusedMultiplyAdd(v0, Vector.LoadUnsafe(ref b, (nuint)j), sum);
            sum = Vector.FusedMultiplyAdd(v1, Vector.LoadUnsafe(ref b, (nuint)(m + j)), sum);
            sum = Vector.FusedMultiplyAdd(v2, Vector.LoadUnsafe(ref b, (nuint)(2 * m + j)), sum);
            sum = Vector.FusedMultiplyAdd(v3, Vector.LoadUnsafe(ref b, (nuint)(3 * m + j)), sum);
            sum.StoreUnsafe(ref c, (nuint)j);
        }

        for (; j < m; j++)
        {
            Unsafe.Add(ref c, j) += x0 * Unsafe.Add(ref b, j) + x1 * Unsafe.Add(ref b, m + j)
                + x2 * Unsafe.Add(ref b, 2 * m + j) + x3 * Unsafe.Add(ref b, 3 * m + j);
        }
    }

    private static void OneRow(ref float a, ref float b, ref float c, int k, int m)
    {
        var sum = Vector.LoadUnsafe(ref c);
        for (var i = 0; i < k; i++)
        {
            sum = Vector.FusedMultiplyAdd(new Vector<float>(Unsafe.Add(ref a, i)), Vector.LoadUnsafe(ref b, (nuint)(i * m)), sum);
        }

        sum.StoreUnsafe(ref c);
    }

    private static void Remainder(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int n, int k, int m, int from)
    {
        for (var row = 0; row < n && from < m; row++)
        {
            for (var j = from; j < m; j++)
            {
                var sum = c[row * m + j];
                for (var i = 0; i < k; i++)
                {
                    sum += a[row * k + i] * b[i * m + j];
                }

                c[row * m + j] = sum;
            }
        }
    }
}
