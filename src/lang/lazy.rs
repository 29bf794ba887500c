use std::sync::LazyLock;

/// A part of the rules that is made when it is first asked for.
pub type Lazy<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// A part that is there already.
pub(crate) fn ready<T: Send + 'static>(value: T) -> Lazy<T> {
    LazyLock::new(Box::new(move || value))
}

/// A part that is still to come from elsewhere.
pub(crate) fn empty<T: Default + 'static>() -> Lazy<T> {
    LazyLock::new(Box::new(T::default))
}
