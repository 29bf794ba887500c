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
    by_address: HashMap<usize, u32>,
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

/// A field that is a link or holds some.
pub(super) trait Link: Sized {
    /// Their numbers.
    type Numbers: Serialize + DeserializeOwned;
    fn numbers(&self) -> postcard::Result<Self::Numbers>;
    fn follow(numbers: Self::Numbers) -> Option<Self>;
}

impl<T: Shared> Link for Arc<T> {
    type Numbers = u32;

    fn numbers(&self) -> postcard::Result<u32> {
        let address = Self::as_ptr(self).addr();
        if let Some(number) = WRITTEN.with_borrow(|w| w.by_address.get(&address).copied()) {
            return Ok(number);
        }
        let bytes = postcard::to_allocvec(&**self)?;
        WRITTEN.with_borrow_mut(|written| {
            let shelf = &mut written.shelves[T::SHELF];
            let next = shelf.len() as u32;
            shelf.push(bytes);
            written.by_address.insert(address, next);
            Ok(next)
        })
    }

    fn follow(number: u32) -> Option<Self> {
        POOL.with_borrow_mut(|pool| T::shelf(pool).get(number as usize).cloned())
    }
}

impl<T: Shared> Link for Option<Arc<T>> {
    type Numbers = Option<u32>;

    fn numbers(&self) -> postcard::Result<Option<u32>> {
        self.as_ref().map(Link::numbers).transpose()
    }

    fn follow(number: Option<u32>) -> Option<Self> {
        number.map_or(Some(None), |n| Arc::follow(n).map(Some))
    }
}

impl<T: Shared> Link for Vec<Arc<T>> {
    type Numbers = Vec<u32>;

    fn numbers(&self) -> postcard::Result<Vec<u32>> {
        self.iter().map(Link::numbers).collect()
    }

    fn follow(numbers: Vec<u32>) -> Option<Self> {
        numbers.into_iter().map(Arc::follow).collect()
    }
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
    pub(super) static WRITTEN: RefCell<Written> = RefCell::default();
}

/// For `#[serde(with = "link")]`.
pub(super) fn serialize<L: Link, S: Serializer>(link: &L, to: S) -> Result<S::Ok, S::Error> {
    link.numbers().map_err(S::Error::custom)?.serialize(to)
}

/// For `#[serde(with = "link")]`.
pub(super) fn deserialize<'de, L: Link, D: Deserializer<'de>>(from: D) -> Result<L, D::Error> {
    let numbers = L::Numbers::deserialize(from)?;
    L::follow(numbers).ok_or_else(|| D::Error::custom("a link that leads nowhere"))
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
