//! What several meanings share (units, number words, concepts) in the compiled rules: each written once, and linked by number.
//! serde hands no context down, so what the numbers count stands in a thread-local variable while rules are read or written.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::lang::sense::{Concept, NumberWord};
use crate::value::Unit;

/// What links lead to, in reading.
#[derive(Debug, Default, Clone)]
pub(super) struct Pool {
    units: Vec<Arc<Unit>>,
    numbers: Vec<Arc<NumberWord>>,
    concepts: Vec<Arc<Concept>>,
}

/// What links lead to, in writing.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// One a type; what an item links to stands before it.
    pub shelves: Shelves<Vec<u8>>,
    /// The number of each item by its address.
    numbers: HashMap<usize, u32>,
}

/// The items of each type as bytes.
pub(super) type Shelves<B> = [Vec<B>; 3];

/// A type that is shared.
pub(super) trait Shared: Serialize + DeserializeOwned {
    const SHELF: usize;
    fn shelf(pool: &mut Pool) -> &mut Vec<Arc<Self>>;
}

impl Shared for Unit {
    const SHELF: usize = 0;
    fn shelf(pool: &mut Pool) -> &mut Vec<Arc<Self>> {
        &mut pool.units
    }
}

impl Shared for NumberWord {
    const SHELF: usize = 1;
    fn shelf(pool: &mut Pool) -> &mut Vec<Arc<Self>> {
        &mut pool.numbers
    }
}

impl Shared for Concept {
    const SHELF: usize = 2;
    fn shelf(pool: &mut Pool) -> &mut Vec<Arc<Self>> {
        &mut pool.concepts
    }
}

/// A field that is a link or holds one: its number, counted from 1; 0: none.
pub(super) trait Link: Sized {
    fn number(&self) -> Result<u32, postcard::Error>;
    fn follow(number: u32) -> Option<Self>;
}

impl<T: Shared> Link for Arc<T> {
    fn number(&self) -> Result<u32, postcard::Error> {
        let address = Arc::as_ptr(self).addr();
        if let Some(number) = WRITTEN.with_borrow(|w| w.numbers.get(&address).copied()) {
            return Ok(number);
        }
        let bytes = postcard::to_allocvec(&**self)?;
        WRITTEN.with_borrow_mut(|written| {
            written.shelves[T::SHELF].push(bytes);
            let number = written.shelves[T::SHELF].len() as u32;
            written.numbers.insert(address, number);
            Ok(number)
        })
    }

    fn follow(number: u32) -> Option<Self> {
        let idx = number.checked_sub(1)? as usize;
        POOL.with_borrow_mut(|pool| T::shelf(pool).get(idx).cloned())
    }
}

impl<T: Shared> Link for Option<Arc<T>> {
    fn number(&self) -> Result<u32, postcard::Error> {
        self.as_ref().map_or(Ok(0), Link::number)
    }

    fn follow(number: u32) -> Option<Self> {
        if number == 0 { Some(None) } else { Arc::follow(number).map(Some) }
    }
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
    pub(super) static WRITTEN: RefCell<Written> = RefCell::default();
}

/// For `#[serde(with = "link")]`.
pub(super) fn serialize<L: Link, S: Serializer>(link: &L, to: S) -> Result<S::Ok, S::Error> {
    link.number().map_err(S::Error::custom)?.serialize(to)
}

/// For `#[serde(with = "link")]`.
pub(super) fn deserialize<'de, L: Link, D: Deserializer<'de>>(from: D) -> Result<L, D::Error> {
    let number = u32::deserialize(from)?;
    L::follow(number).ok_or_else(|| D::Error::custom("a link that leads nowhere"))
}

impl Pool {
    /// The items of `shelves`.
    ///
    /// # Errors
    /// Bytes that hold no such item.
    pub fn read(shelves: &Shelves<&[u8]>) -> postcard::Result<Self> {
        let mut pool = Self::default();
        pool.fill::<Unit>(shelves)?;
        pool.fill::<NumberWord>(shelves)?;
        pool.fill::<Concept>(shelves)?;
        Ok(pool)
    }

    fn fill<T: Shared>(&mut self, shelves: &Shelves<&[u8]>) -> postcard::Result<()> {
        for bytes in &shelves[T::SHELF] {
            let item = self.reading(|| postcard::from_bytes(bytes))?;
            T::shelf(self).push(Arc::new(item));
        }
        Ok(())
    }

    /// What `read` makes, while links lead into this pool.
    pub fn reading<R>(&mut self, read: impl FnOnce() -> R) -> R {
        POOL.with_borrow_mut(|pool| std::mem::swap(pool, self));
        let made = read();
        POOL.with_borrow_mut(|pool| std::mem::swap(pool, self));
        made
    }
}
