//! The fingerprint of what a template is given: with the same one, the same template makes the same page.

use tera::Value;

use crate::reuse::InputHasher;

/// Adds `value` to `inputs`, so that other values give another fingerprint.
pub fn add_value(inputs: &mut InputHasher, value: &Value) {
    if let Some(text) = value.as_str() {
        // The text of a safe value is not escaped.
        inputs.number(1 + u64::from(value.is_safe())).text(text);
    } else if let Some(map) = value.as_map() {
        inputs.number(3).number(map.len() as u64);
        for (key, value) in map {
            match key.as_str() {
                Some(key) => inputs.text(key),
                None => inputs.text(&key.to_string()),
            };
            add_value(inputs, value);
        }
    } else if let Some(values) = value.as_array() {
        inputs.number(4).number(values.len() as u64);
        values.iter().for_each(|value| add_value(inputs, value));
    } else {
        inputs.number(5).text(value.name()).text(&value.to_string());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};
    use tera::Value;

    use super::add_value;
    use crate::reuse::InputHasher;

    /// Values that differ in a letter, in their kind, their order or their nesting have different fingerprints.
    #[test]
    fn other_values_have_other_fingerprints() {
        let fingerprint = |value: &Value| {
            let mut inputs = InputHasher::default();
            add_value(&mut inputs, value);
            inputs.fingerprint()
        };
        let values: [Json; 16] = [
            json!(null),
            json!(false),
            json!(0),
            json!(1),
            json!(1.5),
            json!("1"),
            json!(""),
            json!([]),
            json!({}),
            json!(["ab"]),
            json!(["a", "b"]),
            json!([["a"], "b"]),
            json!({"a": "b"}),
            json!({"a": ["b"]}),
            json!({"a": "b", "b": "a"}),
            json!({"a": "a", "b": "b"}),
        ];
        let mut values: Vec<Value> = values.iter().map(Value::from_serializable).collect();
        values.push(Value::safe_string("1"));
        let all: Vec<_> = values.iter().map(fingerprint).collect();
        assert!((0..all.len()).all(|at| !all[at + 1..].contains(&all[at])));
        assert_eq!(all[0], fingerprint(&Value::from_serializable(&json!(null))));
    }
}
