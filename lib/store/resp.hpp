// The Redis protocol as text in, values out: hiredis' reader without a socket. Commands are written here
// rather than by redisFormatCommandArgv, which would copy a page of arguments once more.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw::store {

/// What Redis answered.
class Reply {
public:
    enum class Type : std::uint8_t { nil, text, integer, array, status, error };

    Reply() = default;
    static Reply make_text(Type type, std::string_view text);
    static Reply make_integer(std::int64_t value);
    static Reply make_array(std::size_t size);

    Type type() const { return type_; }
    bool is_nil() const { return type_ == Type::nil; }
    bool is_error() const { return type_ == Type::error; }
    std::string const& text() const { return text_; }  ///< of a text, status or error; else empty
    std::int64_t integer() const { return integer_; }
    std::vector<Reply> const& items() const { return items_; }
    std::vector<Reply>& items() { return items_; }

private:
    Type type_ = Type::nil;
    std::int64_t integer_ = 0;
    std::string text_;
    std::vector<Reply> items_;
};

/// One command, written into its wire form as it grows. Arguments are binary safe.
class Command {
public:
    explicit Command(std::string_view name) { add(name); }
    Command& add(std::string_view argument);
    Command& add(std::int64_t number) { return add(std::string_view{std::to_string(number)}); }
    template <class Range>
    Command& add_all(Range const& arguments) {
        for (auto const& argument : arguments)
            add(std::string_view{argument});
        return *this;
    }

    std::string_view name() const { return name_; }
    std::string wire() const;  ///< `*N`, then the arguments
    std::size_t size() const { return bytes_.size(); }

private:
    std::size_t count_ = 0;
    std::string name_;
    std::string bytes_;
};

/// Takes bytes as they come, gives replies in order. Once it has failed it stays failed: drop the connection.
/// Refused: bulk strings over 64 MiB, arrays over a million, nesting deeper than 7 (redis.md 1, 8).
class ReplyReader {
public:
    ReplyReader();
    ~ReplyReader();
    Result<void> feed(std::string_view bytes);
    Result<std::optional<Reply>> next();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rw::store
