using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>The tables as EF reads them; the migrations beside it make them, and a test holds the two together.</summary>
internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<AutoscalerRow> Autoscalers => Set<AutoscalerRow>();

    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<RollupRow> Rollups => Set<RollupRow>();

    public DbSet<LearnedRow> Learned => Set<LearnedRow>();

    public DbSet<ModelRow> Models => Set<ModelRow>();

    public DbSet<EnergyRow> Energy => Set<EnergyRow>();

    public DbSet<ColdStartRow> ColdStarts => Set<ColdStartRow>();

    public DbSet<ServiceDecisionRow> ServiceDecisions => Set<ServiceDecisionRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AutoscalerRow>(static e =>
        {
            e.ToTable("autoscalers").HasKey(static a => a.Id);
            e.HasIndex(static a => new { a.Namespace, a.Name, a.Uid }).IsUnique();
        });
        modelBuilder.Entity<DecisionRow>(static e =>
        {
            // The history of one autoscaler, newest first, is a backward scan of this one index.
            e.ToTable("decisions").HasKey(static d => new { d.AutoscalerId, d.Id });
            e.Property(static d => d.Rivals).HasColumnType("jsonb");
        });
        modelBuilder.Entity<EventRow>(static e =>
        {
            e.ToTable("events").HasKey(static v => v.Id);
            e.Property(static v => v.Id).ValueGeneratedNever();
            e.Property(static v => v.Payload).HasColumnType("jsonb");
        });
        modelBuilder.Entity<RollupRow>(static e => e.ToTable("rollups").HasKey(static r => new { r.AutoscalerId, r.Start }));
        modelBuilder.Entity<LearnedRow>(static e =>
        {
            e.ToTable("learned").HasKey(static l => l.Uid);
            e.Property(static l => l.State).HasColumnType("jsonb");
        });
        modelBuilder.Entity<EnergyRow>(static e => e.ToTable("energy").HasKey(static r => new { r.Hour, r.Node, r.Namespace, r.Pod }));
        modelBuilder.Entity<ModelRow>(static e => e.ToTable("models").HasKey(static m => m.Uid));
        modelBuilder.Entity<ColdStartRow>(static e => e.ToTable("cold_starts").HasKey(static s => new { s.ServiceUid, s.Began, s.PodUid }));
        modelBuilder.Entity<ServiceDecisionRow>(static e => e.ToTable("service_decisions").HasKey(static d => new { d.ServiceUid, d.Decided }));
        modelBuilder.Entity<OutboxRow>(static e => e.ToTable("outbox").HasKey(static o => o.Sequence));
        modelBuilder.Entity<AuditRow>(static e =>
        {
            // Two replicas may act in the same microsecond.
            e.ToTable("audit").HasKey(static a => new { a.Id, a.Kind, a.Namespace, a.Name, a.Action });
            e.Property(static a => a.Id).ValueGeneratedNever();
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(static e => e.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
