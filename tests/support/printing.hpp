// How Catch prints results: a failure with its words, a value as a value.
#pragma once

#include "core/result.hpp"

#include <catch2/catch.hpp>

#include <string>

template <class T>
struct Catch::StringMaker<boost::system::result<T, rw::Failure>> {
    static std::string convert(boost::system::result<T, rw::Failure> const& result) {
        if (result.has_value()) return "{a value}";
        return std::string{to_text(result.error().kind)} + ": " + result.error().doing;
    }
};
