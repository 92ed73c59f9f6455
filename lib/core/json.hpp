// Writes JSON: a thin face on RapidJSON's writer, so that call sites read like the document.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

class Json {
public:
    Json& object() { return writer_.StartObject(), *this; }
    Json& end_object() { return writer_.EndObject(), *this; }
    Json& array() { return writer_.StartArray(), *this; }
    Json& end_array() { return writer_.EndArray(), *this; }
    Json& key(std::string_view name) {
        writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
        return *this;
    }

    Json& value(std::string_view text) {
        writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
        return *this;
    }
    Json& value(char const* text) { return value(std::string_view{text}); }
    Json& value(bool yes) { return writer_.Bool(yes), *this; }
    Json& value(std::integral auto number) { return writer_.Int64(static_cast<std::int64_t>(number)), *this; }
    Json& value(double number) { return writer_.Double(number), *this; }
    Json& value(TimePoint when) { return value(std::string_view{to_rfc3339(when)}); }
    template <class Kind>
    Json& value(Id<Kind> const& id) {
        return value(std::string_view{id.text()});
    }
    template <class Kind>
    Json& value(Number<Kind> number) {
        return value(std::string_view{number.text()});
    }
    template <class T>
    Json& value(std::optional<T> const& maybe) {
        return maybe ? value(*maybe) : null();
    }
    Json& null() { return writer_.Null(), *this; }
    /// JSON that was written before.
    Json& raw(std::string_view document) {
        writer_.RawValue(document.data(), document.size(), rapidjson::kObjectType);
        return *this;
    }

    template <class T>
    Json& field(std::string_view name, T const& what) {
        return key(name).value(what);
    }

    std::string text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

private:
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace rw
