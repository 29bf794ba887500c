//! Text in the making, and where each piece of it was read from.

use std::ops::Range;

use crate::text::Run;

/// A text that is put together from pieces of a source, in the order of the source.
///
/// Invariant: the runs cover the text without gaps and their sources do not run backwards.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    text: String,
    runs: Vec<Run>,
}

impl Mapped {
    /// An empty text, with room for `n_bytes`.
    pub(super) fn with_capacity(n_bytes: usize) -> Self {
        Self { text: String::with_capacity(n_bytes), runs: Vec::new() }
    }

    /// What has been put together so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Appends `text`, which stands for the bytes `source`.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let run = Run {
            text: start as u32..self.text.len() as u32,
            source: source.start as u32..source.end as u32,
        };
        push_run(&mut self.runs, run);
    }

    /// Appends `range` of `source` as it is.
    pub(super) fn copy(&mut self, source: &str, range: Range<usize>) {
        self.push(&source[range.clone()], range);
    }

    /// The text and its runs, led on by `base`: the runs of the source itself (none: the source is the file).
    ///
    /// *Shape*: no runs where the text is the file.
    pub(super) fn finish(self, base: &[Run]) -> (String, Vec<Run>) {
        let mut runs = if base.is_empty() { self.runs } else { lead_on(self.runs, base) };
        if matches!(&runs[..], [only] if only.text == only.source) {
            runs.clear();
        }
        (self.text, runs)
    }
}

/// Appends a run; one that continues the last run verbatim is joined to it.
pub(super) fn push_run(runs: &mut Vec<Run>, run: Run) {
    let is_verbatim = |run: &Run| run.text.len() == run.source.len();
    if run.text.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last)
            if last.source.end == run.source.start && is_verbatim(last) && is_verbatim(&run) =>
        {
            last.text.end = run.text.end;
            last.source.end = run.source.end;
        }
        _ => runs.push(run),
    }
}

/// Runs whose sources are the texts of `base`, with the sources of `base` instead.
fn lead_on(runs: Vec<Run>, base: &[Run]) -> Vec<Run> {
    let mut led = Vec::with_capacity(runs.len() + base.len());
    let mut first = 0;
    for run in runs {
        while base.get(first).is_some_and(|b| b.text.end <= run.source.start) {
            first += 1;
        }
        let below = &base[first..];
        if run.text.len() == run.source.len() {
            for piece in below.iter().take_while(|b| b.text.start < run.source.end) {
                let part =
                    run.source.start.max(piece.text.start)..run.source.end.min(piece.text.end);
                let start = run.text.start + (part.start - run.source.start);
                let text = start..start + (part.end - part.start);
                push_run(&mut led, Run { text, source: bytes_of(piece, part) });
            }
        } else {
            let end = base.last().map_or(0, |b| b.source.end);
            let start = below
                .first()
                .map_or(end, |b| bytes_of(b, run.source.start..run.source.start).start);
            let covered = below.iter().take_while(|b| b.text.start < run.source.end);
            let end = covered
                .last()
                .map_or(start, |b| bytes_of(b, b.text.start..run.source.end.min(b.text.end)).end);
            push_run(&mut led, Run { text: run.text, source: start..end.max(start) });
        }
    }
    led
}

/// The source of a part of a run's text; all of it where the run is not verbatim.
fn bytes_of(run: &Run, part: Range<u32>) -> Range<u32> {
    if run.text.len() != run.source.len() {
        return run.source.clone();
    }
    let shift = |at: u32| run.source.start + (at.max(run.text.start) - run.text.start);
    shift(part.start)..shift(part.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: Range<u32>, source: Range<u32>) -> Run {
        Run { text, source }
    }

    #[test]
    fn verbatim_neighbours_are_joined() {
        let mut mapped = Mapped::default();
        mapped.copy("ab&amp;c", 0..1);
        mapped.copy("ab&amp;c", 1..2);
        mapped.push("&", 2..7);
        mapped.copy("ab&amp;c", 7..8);
        let (text, runs) = mapped.finish(&[]);
        assert_eq!(text, "ab&c");
        assert_eq!(runs, [run(0..2, 0..2), run(2..3, 2..7), run(3..4, 7..8)]);
    }

    #[test]
    fn an_unchanged_text_has_no_runs() {
        let mut mapped = Mapped::default();
        mapped.copy("abc", 0..3);
        assert_eq!(mapped.finish(&[]), ("abc".into(), vec![]));
    }

    #[test]
    fn runs_are_led_on() {
        // "ab", one broken byte that became three, "cd"; all behind a mark of three bytes.
        let base = [run(0..2, 3..5), run(2..5, 5..6), run(5..7, 6..8)];
        let runs = vec![run(0..6, 1..7), run(6..7, 7..7)];
        assert_eq!(
            lead_on(runs, &base),
            [run(0..1, 4..5), run(1..4, 5..6), run(4..6, 6..8), run(6..7, 8..8)]
        );
        assert_eq!(lead_on(vec![run(0..1, 1..6)], &base), [run(0..1, 4..7)]);
    }
}
