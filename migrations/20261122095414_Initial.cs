using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthMesh.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "administrators",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    lockout_end = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_administrators", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    list = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    writer = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    signature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    past = table.Column<byte[]>(type: "BLOB", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batches", x => new { x.list, x.position });
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    secret_digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    uses_left = table.Column<int>(type: "INTEGER", nullable: false),
                    needs_approval = table.Column<bool>(type: "INTEGER", nullable: false),
                    steward = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_names",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_list_names", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "lists",
                columns: table => new
                {
                    list = table.Column<int>(type: "INTEGER", nullable: false),
                    ready = table.Column<bool>(type: "INTEGER", nullable: false),
                    frontier = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state_sum = table.Column<byte[]>(type: "BLOB", nullable: false),
                    entries = table.Column<long>(type: "INTEGER", nullable: false),
                    memberships = table.Column<long>(type: "INTEGER", nullable: false),
                    attributes = table.Column<long>(type: "INTEGER", nullable: false),
                    conflicts = table.Column<long>(type: "INTEGER", nullable: false),
                    batches = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lists", x => x.list);
                });

            migrationBuilder.CreateTable(
                name: "pending_nodes",
                columns: table => new
                {
                    node = table.Column<byte[]>(type: "BLOB", nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    steward = table.Column<bool>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pending_nodes", x => x.node);
                });

            migrationBuilder.CreateTable(
                name: "records",
                columns: table => new
                {
                    list = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: true),
                    resource = table.Column<string>(type: "TEXT", nullable: true),
                    parent = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    effect = table.Column<int>(type: "INTEGER", nullable: true),
                    has_put = table.Column<bool>(type: "INTEGER", nullable: false),
                    contested = table.Column<bool>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false),
                    heads = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records", x => new { x.list, x.key });
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "tokens",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "writers",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    node = table.Column<byte[]>(type: "BLOB", nullable: false),
                    incarnation = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_writers", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_administrators_normalized_user_name",
                table: "administrators",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_list_id",
                table: "batches",
                columns: new[] { "list", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_list_writer_seq",
                table: "batches",
                columns: new[] { "list", "writer", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_list_names_name",
                table: "list_names",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_records_action",
                table: "records",
                columns: new[] { "list", "action" },
                filter: "action IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_records_contested",
                table: "records",
                column: "list",
                filter: "contested");

            migrationBuilder.CreateIndex(
                name: "ix_records_denying",
                table: "records",
                column: "list",
                filter: "effect = 2");

            migrationBuilder.CreateIndex(
                name: "ix_records_name",
                table: "records",
                columns: new[] { "list", "name" },
                filter: "name IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_records_parent",
                table: "records",
                columns: new[] { "list", "parent" },
                filter: "parent IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_records_resource",
                table: "records",
                columns: new[] { "list", "resource" },
                filter: "resource IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tokens_digest",
                table: "tokens",
                column: "digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_writers_node_incarnation",
                table: "writers",
                columns: new[] { "node", "incarnation" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "administrators");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "list_names");

            migrationBuilder.DropTable(
                name: "lists");

            migrationBuilder.DropTable(
                name: "pending_nodes");

            migrationBuilder.DropTable(
                name: "records");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "tokens");

            migrationBuilder.DropTable(
                name: "writers");
        }
    }
}
