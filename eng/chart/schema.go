package main

import (
	"fmt"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

// Keywords that say nothing about what is allowed.
var silent = map[string]bool{"$schema": true, "definitions": true, "description": true, "title": true, "default": true}

// validate holds values against the part of JSON Schema draft 7 that is written out below. A keyword that is not known
// here is an error of the schema: passing over it would allow what helm refuses.
func validate(schema map[string]interface{}, values interface{}) error {
	if schema == nil {
		return nil
	}
	v := validator{root: schema}
	v.check(schema, values, "")
	if len(v.errors) == 0 {
		return nil
	}
	sort.Strings(v.errors)
	return fmt.Errorf("values do not fit values.schema.json:\n  %s", strings.Join(v.errors, "\n  "))
}

type validator struct {
	root   map[string]interface{}
	errors []string
}

func (v *validator) refuse(path, format string, args ...interface{}) {
	v.errors = append(v.errors, strings.TrimPrefix(path, ".")+": "+fmt.Sprintf(format, args...))
}

func (v *validator) fits(schema map[string]interface{}, value interface{}) bool {
	inner := validator{root: v.root}
	inner.check(schema, value, "")
	return len(inner.errors) == 0
}

func (v *validator) check(schema map[string]interface{}, value interface{}, path string) {
	for keyword, argument := range schema {
		switch keyword {
		case "$ref":
			v.check(v.definition(argument.(string)), value, path)
		case "type":
			v.checkType(argument, value, path)
		case "enum":
			v.checkEnum(argument.([]interface{}), value, path)
		case "const":
			if !reflect.DeepEqual(argument, value) {
				v.refuse(path, "must be %v", argument)
			}
		case "allOf":
			for _, part := range argument.([]interface{}) {
				v.check(part.(map[string]interface{}), value, path)
			}
		case "if":
			if v.fits(argument.(map[string]interface{}), value) {
				if then, ok := schema["then"].(map[string]interface{}); ok {
					v.check(then, value, path)
				}
			}
		case "then":
			// With if.
		case "minLength", "pattern":
			if text, ok := value.(string); ok {
				v.checkText(keyword, argument, text, path)
			}
		case "minimum", "maximum":
			if number, ok := value.(float64); ok {
				v.checkNumber(keyword, argument.(float64), number, path)
			}
		case "items":
			if items, ok := value.([]interface{}); ok {
				for i, item := range items {
					v.check(argument.(map[string]interface{}), item, fmt.Sprintf("%s[%d]", path, i))
				}
			}
		case "required", "properties", "additionalProperties":
			if object, ok := value.(map[string]interface{}); ok {
				v.checkObject(keyword, argument, schema, object, path)
			}
		default:
			if !silent[keyword] {
				panic("values.schema.json: the keyword " + keyword + " is not known to this validator")
			}
		}
	}
}

func (v *validator) definition(reference string) map[string]interface{} {
	name := strings.TrimPrefix(reference, "#/definitions/")
	found, ok := v.root["definitions"].(map[string]interface{})[name].(map[string]interface{})
	if !ok {
		panic("values.schema.json: " + reference + " is not defined")
	}
	return found
}

func (v *validator) checkType(wanted interface{}, value interface{}, path string) {
	names, many := wanted.([]interface{})
	if !many {
		names = []interface{}{wanted}
	}
	for _, name := range names {
		if isOf(name.(string), value) {
			return
		}
	}
	v.refuse(path, "must be %v, not %s", wanted, toJSON(value))
}

func isOf(name string, value interface{}) bool {
	switch typed := value.(type) {
	case map[string]interface{}:
		return name == "object"
	case []interface{}:
		return name == "array"
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case float64:
		return name == "number" || (name == "integer" && typed == float64(int64(typed)))
	}
	return name == "null" && value == nil
}

func (v *validator) checkEnum(allowed []interface{}, value interface{}, path string) {
	for _, one := range allowed {
		if reflect.DeepEqual(one, value) {
			return
		}
	}
	v.refuse(path, "must be one of %s, not %s", toJSON(allowed), toJSON(value))
}

func (v *validator) checkText(keyword string, argument interface{}, text, path string) {
	switch keyword {
	case "minLength":
		if utf8.RuneCountInString(text) < int(argument.(float64)) {
			v.refuse(path, "must not be empty")
		}
	case "pattern":
		if !regexp.MustCompile(argument.(string)).MatchString(text) {
			v.refuse(path, "%q does not match %s", text, argument)
		}
	}
}

func (v *validator) checkNumber(keyword string, bound, number float64, path string) {
	if keyword == "minimum" && number < bound {
		v.refuse(path, "must be at least %v, not %v", bound, number)
	}
	if keyword == "maximum" && number > bound {
		v.refuse(path, "must be at most %v, not %v", bound, number)
	}
}

func (v *validator) checkObject(keyword string, argument interface{}, schema, object map[string]interface{}, path string) {
	known, _ := schema["properties"].(map[string]interface{})
	switch keyword {
	case "required":
		for _, name := range argument.([]interface{}) {
			if _, ok := object[name.(string)]; !ok {
				v.refuse(path+"."+name.(string), "is required")
			}
		}
	case "properties":
		for name, part := range known {
			if value, ok := object[name]; ok {
				v.check(part.(map[string]interface{}), value, path+"."+name)
			}
		}
	case "additionalProperties":
		rest, isSchema := argument.(map[string]interface{})
		for name, value := range object {
			if _, ok := known[name]; ok {
				continue
			}
			if isSchema {
				v.check(rest, value, path+"."+name)
			} else if argument == false {
				v.refuse(path+"."+name, "is not a value of this chart")
			}
		}
	}
}
