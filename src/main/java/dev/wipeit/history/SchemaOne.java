package dev.wipeit.history;

import java.util.List;

/** Version 1. Times are milliseconds since 1970 in UTC, sizes and offsets bytes. */
final class SchemaOne {

  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE run (
            number INTEGER PRIMARY KEY,
            run TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            result TEXT NOT NULL,
            finished INTEGER NOT NULL,
            exit_code INTEGER,
            began_ms INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            state_key TEXT,
            device TEXT,
            model TEXT,
            serial TEXT,
            wwn TEXT,
            total_size INTEGER,
            method TEXT,
            passes INTEGER,
            interruptions INTEGER NOT NULL,
            checkpoints INTEGER NOT NULL,
            unsaved_checkpoints INTEGER NOT NULL,
            stalls INTEGER NOT NULL,
            pauses INTEGER NOT NULL,
            events INTEGER NOT NULL,
            bytes_done INTEGER,
            bytes_total INTEGER,
            active_ms INTEGER NOT NULL,
            bad_bytes INTEGER NOT NULL,
            unreadable_bytes INTEGER NOT NULL,
            failure TEXT,
            damage TEXT,
            header TEXT NOT NULL,
            ending TEXT
          )
          """,
          "CREATE INDEX run_by_time ON run (began_ms, number)",
          "CREATE INDEX run_by_serial ON run (serial, began_ms, number)",
          "CREATE INDEX run_by_device ON run (device, began_ms, number)",
          "CREATE INDEX run_by_result ON run (result, began_ms, number)",
          "CREATE INDEX run_unfinished ON run (began_ms) WHERE finished = 0",
          """
          CREATE TABLE intake (
            run INTEGER PRIMARY KEY REFERENCES run (number) ON DELETE CASCADE,
            taken INTEGER NOT NULL,
            hash TEXT NOT NULL,
            seq INTEGER NOT NULL,
            process INTEGER NOT NULL,
            pass INTEGER NOT NULL,
            phase TEXT NOT NULL,
            reads_straight INTEGER NOT NULL,
            is_straight INTEGER NOT NULL,
            position INTEGER NOT NULL,
            done INTEGER NOT NULL,
            monotonic_ms INTEGER NOT NULL,
            is_moving INTEGER NOT NULL
          )
          """,
          """
          CREATE TABLE process (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            process INTEGER NOT NULL,
            host TEXT,
            user TEXT,
            sudo_user TEXT,
            pid INTEGER,
            boot_id TEXT,
            tool TEXT,
            began_ms INTEGER NOT NULL,
            ended_ms INTEGER,
            result TEXT,
            failure TEXT,
            PRIMARY KEY (run, process)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE pass (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            pass INTEGER NOT NULL,
            phase TEXT NOT NULL,
            pattern TEXT,
            began_ms INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            work_ms INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            PRIMARY KEY (run, pass, phase)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE sectors (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            PRIMARY KEY (run, kind, offset)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE verification (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            passed INTEGER NOT NULL,
            facts TEXT NOT NULL,
            PRIMARY KEY (run, seq)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE health (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            moment TEXT NOT NULL,
            facts TEXT NOT NULL,
            PRIMARY KEY (run, seq, moment)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE event (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            type TEXT NOT NULL,
            time_ms INTEGER NOT NULL,
            monotonic_ms INTEGER NOT NULL,
            bytes_done INTEGER,
            fields TEXT,
            PRIMARY KEY (run, seq)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE speed (
            run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
            pass INTEGER NOT NULL,
            phase TEXT NOT NULL,
            bucket INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            micros INTEGER NOT NULL,
            PRIMARY KEY (run, pass, phase, bucket)
          ) WITHOUT ROWID
          """);

  private SchemaOne() {}
}
