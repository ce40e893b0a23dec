using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Who changed what.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261122030000_Audit")]
internal sealed class AuditMigration : Migration
{
    // Whoever has this program's password cannot rewrite the past by accident, nor by its own statements: no row changes, and none
    // goes before thirty days.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE audit (
                id bigint NOT NULL,
                at timestamp with time zone NOT NULL,
                actor text NOT NULL,
                action text NOT NULL,
                kind text NOT NULL,
                namespace text NOT NULL,
                name text NOT NULL,
                is_applied boolean NOT NULL,
                message text NOT NULL,
                CONSTRAINT "PK_audit" PRIMARY KEY (id, kind, namespace, name, action));
            CREATE INDEX "IX_audit_kind_namespace_name_id" ON audit (kind, namespace, name, id);
            CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF OLD.at < now() - interval '30 days' THEN
                        RETURN OLD;
                    END IF;
                END IF;
                RAISE EXCEPTION 'the audit only grows: % is refused', TG_OP;
            END $$;
            CREATE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows();
            CREATE TRIGGER audit_table BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE audit; DROP FUNCTION audit_only_grows();");
}
