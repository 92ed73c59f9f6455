// Writes the JSON of answers. A page of comments is hundreds of kilobytes, most of it the same users again
// and again: text that was written before goes in as it is.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace rw::sim {

class JsonText {
public:
    JsonText& object() { return open('{'); }
    JsonText& end_object() { return close('}'); }
    JsonText& array() { return open('['); }
    JsonText& end_array() { return close(']'); }
    /// Keys are ours and need no escapes.
    JsonText& key(std::string_view name) {
        separate();
        text_.append(1, '"').append(name).append("\":");
        first_ = true;
        return *this;
    }
    JsonText& value(std::string_view text);
    JsonText& value(char const* text) { return value(std::string_view{text}); }
    JsonText& value(bool yes) { return raw(yes ? "true" : "false"); }
    JsonText& value(std::integral auto number) { return whole(static_cast<std::int64_t>(number)); }
    JsonText& null() { return raw("null"); }
    /// One value that was written before.
    JsonText& raw(std::string_view document) {
        separate();
        text_.append(document);
        return *this;
    }

    template <class T>
    JsonText& field(std::string_view name, T const& what) {
        return key(name).value(what);
    }

    std::string const& text() const { return text_; }

private:
    JsonText& whole(std::int64_t number);
    JsonText& open(char brace) {
        separate();
        text_ += brace;
        first_ = true;
        return *this;
    }
    JsonText& close(char brace) {
        text_ += brace;
        first_ = false;
        return *this;
    }
    void separate() {
        if (!first_) text_ += ',';
        first_ = false;
    }

    std::string text_;
    bool first_ = true;  ///< nothing stands before the next value here
};

}  // namespace rw::sim
